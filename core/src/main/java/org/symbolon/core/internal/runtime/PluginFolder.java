package org.symbolon.core.internal.runtime;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.internal.plugin.PluginOrigin;

/**
 * Finds implementations of a service on the class path and in the plug-in folder.
 *
 * <p>Each jar of the folder, and each sub-folder with jars, has a class loader of its own. Its parent shows the JDK,
 * the SPI packages of core, Guava and SLF4J, and the package of the service that is looked for; nothing else of this
 * process. So a plug-in brings its own version of every other library.
 */
public final class PluginFolder implements AutoCloseable {
    private static final String CORE = "org.symbolon.core.";
    /** The SPI packages below {@link #CORE}; sub-packages are listed on their own. */
    private static final ImmutableSet<String> SPI = ImmutableSet.of(
            "diagnosis",
            "drm",
            "drm.account",
            "drm.credential",
            "drm.simulation",
            "error",
            "language",
            "parameter",
            "settings",
            "value",
            "store",
            "store.account",
            "store.administration",
            "store.credential",
            "store.key",
            "store.keyring",
            "store.record");

    private final ClassLoader application;
    private final ImmutableList<PluginUnit> units;
    private final List<URLClassLoader> open = new ArrayList<>();

    private PluginFolder(ClassLoader application, ImmutableList<PluginUnit> units) {
        this.application = application;
        this.units = units;
    }

    /** No folder: services are found on the class path alone. */
    public static PluginFolder none(ClassLoader application) {
        return new PluginFolder(application, ImmutableList.of());
    }

    /**
     * A folder; it need not exist.
     *
     * @param application the class loader of the class path
     * @throws PluginException if a jar of the folder is damaged, has a class twice, or names no service
     */
    public static PluginFolder at(Path folder, ClassLoader application) {
        ImmutableList.Builder<PluginUnit> units = ImmutableList.builder();
        jars(folder).forEach(jar -> units.add(PluginUnit.of(ImmutableList.of(jar))));
        entries(folder, "*").stream()
                .filter(Files::isDirectory)
                .map(PluginFolder::jars)
                .filter(jars -> !jars.isEmpty())
                .forEach(jars -> units.add(PluginUnit.of(jars)));
        return new PluginFolder(application, units.build());
    }

    /** A link that leads nowhere is among them, so that it is reported. */
    private static ImmutableList<Path> jars(Path folder) {
        return entries(folder, "*.jar").stream()
                .filter(jar -> !Files.isDirectory(jar))
                .collect(ImmutableList.toImmutableList());
    }

    /** In the order of their names, so that messages are always the same. */
    private static List<Path> entries(Path folder, String pattern) {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
                found.forEach(entries::add);
            } catch (IOException e) {
                throw new UncheckedIOException("the plug-in folder " + folder + " cannot be read", e);
            }
        }
        Collections.sort(entries);
        return entries;
    }

    /** The jars, and the sub-folders that they are in. */
    public ImmutableSet<Path> files() {
        return units.stream()
                .flatMap(unit -> unit.jars().stream())
                .flatMap(jar -> Stream.of(jar.getParent(), jar))
                .collect(ImmutableSet.toImmutableSet());
    }

    /**
     * All implementations of a service, those of the class path first.
     *
     * @throws PluginException if one is named but cannot be loaded, or two have the same class
     */
    public synchronized <S> ImmutableList<S> services(Class<S> service) {
        ImmutableList.Builder<S> found = ImmutableList.builder();
        found.addAll(load(service, application, "the class path"));
        for (PluginUnit unit : units) {
            URLClassLoader loader = new URLClassLoader(
                    unit.jars().stream().map(PluginFolder::url).toArray(URL[]::new),
                    new SharedClasses(service, application));
            open.add(loader);
            ImmutableList<S> ofUnit = load(service, loader, unit.describe());
            if (ofUnit.isEmpty()) {
                open.remove(loader);
                close(loader);
            }
            found.addAll(ofUnit);
        }
        return requireDifferent(found.build());
    }

    /** Two copies of one plug-in are most often two versions of it, and nobody could tell which of them serves. */
    private static <S> ImmutableList<S> requireDifferent(ImmutableList<S> found) {
        Map<String, Class<?>> classes = new HashMap<>();
        for (S one : found) {
            Class<?> other = classes.putIfAbsent(one.getClass().getName(), one.getClass());
            if (other != null) {
                throw new PluginException("the class " + other.getName() + " is in " + place(other) + " and in "
                        + place(one.getClass()) + "; remove one of them");
            }
        }
        return found;
    }

    private static String place(Class<?> type) {
        return PluginOrigin.of(type).jar().map(Path::toString).orElse("the class path");
    }

    private static <S> ImmutableList<S> load(Class<S> service, ClassLoader loader, String place) {
        try {
            return ImmutableList.copyOf(ServiceLoader.load(service, loader));
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginException(
                    "a " + service.getSimpleName() + " in " + place
                            + " cannot be loaded, most often because it was compiled"
                            + " against another release or lacks a library: " + e.getMessage(),
                    e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException everyFileHasAUrl) {
            throw new UncheckedIOException(everyFileHasAUrl);
        }
    }

    /** Closes the jars. Classes that are not loaded yet can then not be loaded any more. */
    @Override
    public synchronized void close() {
        open.forEach(PluginFolder::close);
        open.clear();
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The parent of a plug-in's class loader: shows the classes that plug-ins share with this process, and no
     * resources.
     */
    private static final class SharedClasses extends ClassLoader {
        private final ClassLoader application;
        private final String packageOfService;
        private final Optional<ClassLoader> loaderOfService;

        SharedClasses(Class<?> service, ClassLoader application) {
            super(ClassLoader.getPlatformClassLoader());
            this.application = application;
            this.packageOfService = service.getPackageName();
            this.loaderOfService = Optional.ofNullable(service.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String inPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            if (isShared(inPackage)) {
                return application.loadClass(name);
            }
            if (inPackage.equals(packageOfService) && loaderOfService.isPresent()) {
                return loaderOfService.get().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        private static boolean isShared(String name) {
            return (name.startsWith(CORE) && SPI.contains(name.substring(CORE.length())))
                    || isBelow("com.google.common", name)
                    || isBelow("org.slf4j", name);
        }

        private static boolean isBelow(String parent, String name) {
            return name.equals(parent) || name.startsWith(parent + ".");
        }
    }
}
