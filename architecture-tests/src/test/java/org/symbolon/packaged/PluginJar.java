package org.symbolon.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.symbolon.example.FaultyPlugin;

/** Makes jars for the folder of plug-ins, of classes that are compiled with these tests. */
final class PluginJar {
    private static final String FOLDER = "org/symbolon/example/";

    private PluginJar() {}

    /** A jar with the classes of the package whose names begin like one of these, and this provider. */
    static void write(Path jar, String provider, List<String> classes) throws IOException {
        Path compiled = Path.of(FaultyPlugin.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(compiled.resolve(FOLDER))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (classes.stream().anyMatch(name::startsWith)) {
                    out.putNextEntry(new JarEntry(FOLDER + name));
                    Files.copy(file, out);
                }
            }
            out.putNextEntry(new JarEntry("META-INF/services/org.symbolon.core.drm.DrmPlugin"));
            out.write(provider.getBytes(StandardCharsets.UTF_8));
        }
    }
}
