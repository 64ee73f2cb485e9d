package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever compiles against the jars with every warning as an error gets none from our classes: an annotation of which
 * only we have the class, for instance, would be one.
 */
@DisabledIfSystemProperty(named = Jdks.SWITCH, matches = "oldest", disabledReason = "the jars do not differ")
final class CompilerWarningsIT {
    @TempDir
    private Path folder;

    @Test
    void everyPublicType_isReadWithoutAWarning() throws Exception {
        ImmutableList<Path> jars = jars();
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (Path jar : jars) {
            names.addAll(publicTypes(jar));
        }
        ImmutableList<String> types = names.build();
        assertTrue(types.contains("org.symbolon.core.Symbolon"), types.toString());
        Path source = folder.resolve("Everything.java");
        Files.writeString(
                source,
                types.stream()
                        .map(name -> "    " + name + ".class,\n")
                        .collect(Collectors.joining("", "class Everything {\n  Class<?>[] types = {\n", "  };\n}\n")));
        assertEquals("", warnings(source, jars));
    }

    private static ImmutableList<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("symbolon.lib")))) {
            return files.collect(ImmutableList.toImmutableList());
        }
    }

    private static ImmutableList<String> publicTypes(Path jar) throws IOException, ClassNotFoundException {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        try (JarFile open = new JarFile(jar.toFile())) {
            for (String file : open.stream().map(ZipEntry::getName).toList()) {
                if (file.matches("org/symbolon/[^-]*\\.class")) {
                    String name = file.replace(".class", "").replace('/', '.');
                    Class<?> type = Class.forName(name, false, CompilerWarningsIT.class.getClassLoader());
                    if (isPublic(type)) {
                        names.add(type.getCanonicalName());
                    }
                }
            }
        }
        return names.build();
    }

    /** Also every type around it. */
    private static boolean isPublic(Class<?> type) {
        return type.getCanonicalName() != null
                && Stream.<Class<?>>iterate(type, outer -> outer != null, Class::getEnclosingClass)
                        .allMatch(outer -> Modifier.isPublic(outer.getModifiers()));
    }

    private String warnings(Path source, ImmutableList<Path> jars) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        said,
                        said,
                        "-Xlint:all,-path",
                        "-proc:none",
                        "-cp",
                        Joiner.on(File.pathSeparator).join(jars),
                        "-d",
                        folder.toString(),
                        source.toString());
        return said.toString(StandardCharsets.UTF_8);
    }
}
