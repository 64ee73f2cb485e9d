package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the folder of jars. */
final class DistributionIT {
    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("symbolon.lib")))) {
            return files.sorted().toList();
        }
    }

    @Test
    void modules_areThereOnce_andNothingOfTheTests() throws IOException {
        Set<String> ours = jars().stream()
                .map(jar -> jar.getFileName().toString())
                .filter(name -> name.startsWith("symbolon-"))
                .map(name -> name.replaceFirst("-[0-9].*", ""))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "symbolon-core",
                        "symbolon-drm-widevine",
                        "symbolon-drm-fairplay",
                        "symbolon-drm-clearkey",
                        "symbolon-demo",
                        "symbolon-console",
                        "symbolon-store-jdbc",
                        "symbolon-adapter-http",
                        "symbolon-adapter-cli",
                        "symbolon-distribution"),
                ours);
        assertEquals(
                List.of(),
                jars().stream()
                        .map(jar -> jar.getFileName().toString())
                        .filter(name -> name.contains("-tests") || name.contains("junit") || name.contains("embedded"))
                        .toList());
    }

    @Test
    void jarOfTheDistribution_namesAllOthers() throws IOException {
        Path distribution = jars().stream()
                .filter(path -> path.getFileName().toString().startsWith("symbolon-distribution-"))
                .findFirst()
                .orElseThrow();
        try (JarFile jar = new JarFile(distribution.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            assertEquals(
                    jars().stream()
                            .filter(path -> !path.equals(distribution))
                            .map(path -> path.getFileName().toString())
                            .collect(Collectors.toSet()),
                    Set.of(classPath.split(" ")));
        }
    }

    @Test
    void modules_haveLicenceAndNoticeInTheirJars() throws IOException {
        for (Path path : jars()) {
            if (path.getFileName().toString().startsWith("symbolon-")) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    assertTrue(jar.getEntry("META-INF/LICENSE") != null, path.toString());
                    assertTrue(jar.getEntry("META-INF/NOTICE") != null, path.toString());
                }
            }
        }
    }

    @Test
    void notice_namesEveryLibrary() throws IOException {
        String notice = Files.readString(Launcher.ROOT.resolve("NOTICE"));
        List<String> prefixes = Pattern.compile("([\\w.-]+)-\\*")
                .matcher(notice)
                .results()
                .map(name -> name.group(1) + "-")
                .toList();
        List<String> missing = jars().stream()
                .map(jar -> jar.getFileName().toString())
                .filter(name ->
                        !name.startsWith("symbolon-") && prefixes.stream().noneMatch(name::startsWith))
                .toList();
        assertEquals(List.of(), missing);
    }

    /** Which of two files of one name is found would depend on the order of the class path. */
    @Test
    void files_haveDifferentNames() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Path path : jars()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (String name : jar.stream().map(ZipEntry::getName).toList()) {
                    boolean matters =
                            !name.startsWith("META-INF/") && !name.endsWith("/") && !name.equals("module-info.class");
                    assertTrue(!matters || seen.add(name), name + " is in " + path + " and in another jar");
                }
            }
        }
    }
}
