package org.symbolon.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Published vectors and tables, which lie in a folder {@code shared} beside the project or any folder above it, and are
 * never copied.
 */
public final class SharedFolder {

    private SharedFolder() {}

    /** A file of that folder; the test that asks is skipped, visibly, where the file is not there. */
    public static Path file(String name) {
        Optional<Path> found = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(found.isPresent(), () -> "shared/" + name + " is not beside the project");
        return found.orElseThrow();
    }
}
