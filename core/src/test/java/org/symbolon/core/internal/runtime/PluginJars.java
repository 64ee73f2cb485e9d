package org.symbolon.core.internal.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds a jar from source text while a test runs. */
public final class PluginJars {
    private static final String PLUGIN_SERVICE = "org.symbolon.core.drm.DrmPlugin";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();
    private String classPath = System.getProperty("java.class.path");

    /** A service that a part of this process defines. */
    public interface Shape {}

    private PluginJars() {}

    /** Begins an empty jar. */
    public static PluginJars jar() {
        return new PluginJars();
    }

    /**
     * Begins a jar with a plug-in whose display name is the value of an expression.
     *
     * @param id the id of its DRM; its class is {@code org.example.<id>.Plugin}
     * @param name a Java expression, evaluated in an instance method of the plug-in
     */
    public static PluginJars plugin(String id, String name) {
        return plugin(id, id, name);
    }

    /**
     * Begins a jar with a plug-in.
     *
     * @param inPackage its class is {@code org.example.<inPackage>.Plugin}
     * @param id the id of its DRM
     * @param name a Java expression, evaluated in an instance method of the plug-in
     */
    public static PluginJars plugin(String inPackage, String id, String name) {
        String source =
                pluginSource(inPackage, name).replace("new DrmId(\"" + inPackage + "\")", "new DrmId(\"" + id + "\")");
        return jar().source("org.example." + inPackage + ".Plugin", source)
                .service(PLUGIN_SERVICE, "org.example." + inPackage + ".Plugin");
    }

    private static String pluginSource(String id, String name) {
        return """
                package org.example.$id;

                import com.google.common.collect.ImmutableList;
                import java.util.Optional;
                import org.symbolon.core.drm.*;
                import org.symbolon.core.error.*;
                import org.symbolon.core.parameter.Parameter;
                import org.symbolon.core.value.DrmId;

                public final class Plugin implements DrmPlugin {
                    @Override public int interfaceVersion() { return INTERFACE_VERSION; }
                    @Override public DrmId id() { return new DrmId("$id"); }
                    @Override public String displayName() { return $name; }
                    @Override public ImmutableList<ErrorCode> errorCodes() { return ImmutableList.of(); }
                    @Override public ImmutableList<Parameter<?>> parameters() { return ImmutableList.of(); }
                    @Override public DrmRules rules() {
                        return DrmRules.builder()
                                .optionDisabled(SharedError.ACCOUNT_DISABLED)
                                .optionAbsent(SharedError.ACCOUNT_DISABLED)
                                .licenseFailed(SharedError.INVALID_TOKEN)
                                .build();
                    }
                    @Override public DrmSystem create(DrmContext context) {
                        return new DrmSystem() {
                            @Override public Optional<DrmPolicy> parse(PolicyRequest request) {
                                throw new UnsupportedOperationException();
                            }
                            @Override public DrmPolicy decode(EncodedPolicy policy) {
                                throw new UnsupportedOperationException();
                            }
                            @Override public void close() {
                                System.setProperty("closed.$id", "true");
                            }
                        };
                    }
                    private static boolean sees(String type) {
                        try {
                            return Class.forName(type, false, Plugin.class.getClassLoader()) != null;
                        } catch (ClassNotFoundException e) {
                            return false;
                        }
                    }
                }
                """.replace("$id", id).replace("$name", name);
    }

    /** Adds a class; its source is compiled when the jar is written. */
    public PluginJars source(String type, String text) {
        sources.put(type, text);
        return this;
    }

    /** Adds a file. */
    public PluginJars file(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Names a class as an implementation of a service. */
    public PluginJars service(String service, String type) {
        return file("META-INF/services/" + service, type + "\n");
    }

    /** Says a version in the manifest. */
    public PluginJars version(String version) {
        return file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImplementation-Version: " + version + "\n");
    }

    /** Compiles against a jar too, without putting it into this one. */
    public PluginJars against(Path jar) {
        classPath += System.getProperty("path.separator") + jar;
        return this;
    }

    /** Writes the jar. */
    public Path write(Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes-");
        compile(classes);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(zip, file.getKey(), file.getValue());
            }
            for (Path compiled : all(classes)) {
                String name = classes.relativize(compiled).toString().replace('\\', '/');
                add(zip, name, Files.readAllBytes(compiled));
                Files.delete(compiled);
            }
        }
        deleteFolders(classes);
        return jar;
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void deleteFolders(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path one :
                    found.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = sources.entrySet().stream()
                .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        StringBuilder problems = new StringBuilder();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        problem ->
                                problems.append(problem.getMessage(Locale.ROOT)).append('\n'),
                        List.of("-d", classes.toString(), "-cp", classPath, "-proc:none"),
                        null,
                        units)
                .call();
        if (!compiled) {
            throw new AssertionError("the sources do not compile:\n" + problems);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
