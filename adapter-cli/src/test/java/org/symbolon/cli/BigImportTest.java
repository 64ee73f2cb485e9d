package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large import and export, in a process of its own whose heap has no room for the whole file and what is made of it.
 */
class BigImportTest {
    private static final int KEYS = 100_000;

    @TempDir
    Path folder;

    @Test
    void manyKeys_areImportedAndExportedWithinASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Journey.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
    }

    /** What that process does. */
    static final class Journey {
        private Journey() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            Operator operator = Operator.inMemory(folder).withAccount();
            String csv = write(folder.resolve("keys.csv"));
            check(operator.key("import", csv, "--kek", operator.kekFile()));
            String export = folder.resolve("export").toString();
            check(operator.key("export", "--to", export));
            check(operator.key("import", export));
        }

        private static String write(Path file) {
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                out.print("kid,k,info,contentId\r\n");
                for (int i = 0; i < KEYS; i++) {
                    out.printf("%032x,%032x,\"a title, of number %d\",content-%d\r\n", i, KEYS - i, i, i);
                }
                return file.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void check(Operator.Answer answer) {
            if (!answer.out().endsWith("ported: " + KEYS + "\n")) {
                throw new AssertionError(answer.toString());
            }
        }
    }
}
