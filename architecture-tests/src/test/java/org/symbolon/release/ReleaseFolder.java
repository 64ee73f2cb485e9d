package org.symbolon.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code mvn -Prelease package} has made. */
final class ReleaseFolder {
    static final String VERSION = System.getProperty("symbolon.version", "");
    static final String BUILD_FOLDER = System.getProperty("symbolon.build.folder", "");

    private ReleaseFolder() {}

    /** Below a checkout. */
    static Path of(Path checkout) {
        return checkout.resolve("distribution").resolve(BUILD_FOLDER).resolve("release");
    }

    static Path file(String name) {
        return of(Shell.ROOT).resolve(name.formatted(VERSION));
    }

    /** Unpacks the archive into a folder, and returns the folder of the product. */
    static Path unpack(Path folder) {
        Shell.run(folder, "tar", "xzf", file("symbolon-%s.tar.gz").toString());
        return folder.resolve("symbolon-" + VERSION);
    }

    /** The names in a folder, sorted. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
