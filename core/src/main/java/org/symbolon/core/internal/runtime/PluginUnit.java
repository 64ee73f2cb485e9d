package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.symbolon.core.drm.PluginException;

/**
 * The jars of one plug-in: a jar of the plug-in folder, or those of a sub-folder. They are checked when they are found,
 * because a class loader ignores a file that is not a jar, and the second of two equal classes, without a message.
 */
record PluginUnit(ImmutableList<Path> jars) {
    private static final String META_INF = "META-INF/";
    private static final String SERVICES = META_INF + "services/";

    /**
     * The plug-in of these jars.
     *
     * @throws PluginException if a file cannot be read as a jar, two jars have one class, or no jar names a service
     */
    static PluginUnit of(ImmutableList<Path> jars) {
        Map<String, Path> classes = new HashMap<>();
        boolean hasService = false;
        for (Path jar : jars) {
            hasService |= read(jar, classes);
        }
        if (!hasService) {
            throw new PluginException("nothing in " + describe(jars) + " can be used, because no file in " + SERVICES
                    + " names a plug-in, a store or a part of a plug-in; a library belongs into a sub-folder, beside the"
                    + " plug-in that needs it");
        }
        return new PluginUnit(jars);
    }

    /** Reads the names in a jar; returns whether it names a service. */
    private static boolean read(Path jar, Map<String, Path> classes) {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream().map(JarEntry::getName).filter(PluginUnit::isClass).forEach(name -> add(name, jar, classes));
            return file.stream().anyMatch(entry -> entry.getName().startsWith(SERVICES) && !entry.isDirectory());
        } catch (IOException e) {
            throw new PluginException("the plug-in " + jar + " cannot be read as a jar", e);
        }
    }

    /** Descriptions of packages and modules may be there more than once; they are never loaded by the other's name. */
    private static boolean isClass(String entry) {
        return entry.endsWith(".class")
                && !entry.startsWith(META_INF)
                && !entry.endsWith("package-info.class")
                && !entry.endsWith("module-info.class");
    }

    private static void add(String entry, Path jar, Map<String, Path> classes) {
        Path other = classes.putIfAbsent(entry, jar);
        if (other != null && !other.equals(jar)) {
            String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
            throw new PluginException(
                    "the class " + name + " is in " + other + " and in " + jar + "; remove one of them");
        }
    }

    /** The jars, for messages. */
    String describe() {
        return describe(jars);
    }

    private static String describe(ImmutableList<Path> jars) {
        return jars.size() == 1 ? jars.get(0).toString() : jars.toString();
    }
}
