package org.symbolon.packaged;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine that the product can run on: those under {@code /usr/lib/jvm}, that of {@code JAVA_HOME},
 * and the one that runs the tests.
 */
final class Jdks {
    /** The system property that says which JDK the product runs on: {@code oldest} or {@code newest}. */
    static final String SWITCH = "symbolon.jdk";

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern RELEASE = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
    private static final int REQUIRED = 17;

    /** In the order of their releases, one of each. */
    private static final ImmutableList<Jdk> FOUND = find();

    private Jdks() {}

    /**
     * A JDK.
     *
     * @param release its feature release, 17 for example
     * @param java its program
     */
    record Jdk(int release, Path java) {}

    static boolean areSeveral() {
        return FOUND.size() > 1;
    }

    /** The one that the system property names; none without it, and then the launcher chooses as it does for users. */
    static Optional<Jdk> chosen() {
        return Optional.ofNullable(System.getProperty(SWITCH)).map(which -> switch (which) {
            case "oldest" -> FOUND.get(0);
            case "newest" -> FOUND.get(FOUND.size() - 1);
            default -> throw new IllegalArgumentException(SWITCH + " is neither oldest nor newest: " + which);
        });
    }

    private static ImmutableList<Jdk> find() {
        Stream<Path> named = Stream.of(System.getenv("JAVA_HOME"), System.getProperty("java.home"))
                .filter(Objects::nonNull)
                .map(Path::of);
        return Stream.concat(installed().stream(), named)
                .flatMap(home -> read(home).stream())
                .filter(jdk -> jdk.release() >= REQUIRED)
                .collect(ImmutableSortedMap.toImmutableSortedMap(
                        Comparator.naturalOrder(), Jdk::release, jdk -> jdk, (one, same) -> one))
                .values()
                .asList();
    }

    private static List<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(INSTALLED)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Jdk> read(Path home) {
        Path file = home.resolve("release");
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isReadable(file) || !Files.isExecutable(java)) {
            return Optional.empty();
        }
        try {
            Matcher release = RELEASE.matcher(Files.readString(file));
            return release.find() ? Optional.of(new Jdk(Integer.parseInt(release.group(1)), java)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
