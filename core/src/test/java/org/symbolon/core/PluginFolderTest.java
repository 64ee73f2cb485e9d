package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.drm.PluginException;

class PluginFolderTest {
    private static final ClassLoader PARENT = PluginFolderTest.class.getClassLoader();
    private static final String SERVICES = "META-INF/services/org.symbolon.core.drm.DrmPlugin";

    @TempDir
    private Path folder;

    private static void jar(Path jar, Map<String, String> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static String read(ClassLoader loader, String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void loader_ofAFolderThatIsNotThereOrHasNoJars_isTheParent() throws IOException {
        Files.writeString(folder.resolve("readme.txt"), "no jar");
        assertSame(PARENT, PluginFolder.loader(folder, PARENT));
        assertSame(PARENT, PluginFolder.loader(folder.resolve("absent"), PARENT));
        assertSame(PARENT, PluginFolder.loader(folder.resolve("readme.txt"), PARENT));
    }

    @Test
    void loader_ofJars_findsWhatTheyHoldInTheOrderOfTheirNames() throws IOException {
        jar(folder.resolve("b.jar"), Map.of("which", "b", "only-b", "b"));
        jar(folder.resolve("a.jar"), Map.of("which", "a"));
        ClassLoader loader = PluginFolder.loader(folder, PARENT);
        assertNotSame(PARENT, loader);
        assertEquals("a", read(loader, "which"));
        assertEquals("b", read(loader, "only-b"));
    }

    @Test
    void find_pluginThatCannotBeLoaded_stopsTheStart() throws IOException {
        jar(folder.resolve("broken.jar"), Map.of(SERVICES, "org.example.NotThere"));
        ClassLoader loader = PluginFolder.loader(folder, PARENT);
        PluginException refusal = assertThrows(PluginException.class, () -> DrmRegistry.find(loader));
        assertTrue(refusal.getMessage().contains("org.example.NotThere"), refusal::getMessage);
    }
}
