package org.symbolon.packaged;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts of real players, by name. They are fetched from the npm registry once for each checkout, at the versions
 * and hashes of {@code src/test/players/package-lock.json}, and nothing of the packages is run.
 */
final class PlayerLibraries {
    static final Path SOURCES = Launcher.ROOT.resolve("architecture-tests/src/test/players");
    /** How the documents set players up. */
    static final Path EXAMPLES = Launcher.ROOT.resolve("docs/examples/players");

    private static final Path TARGET = Launcher.ROOT.resolve("architecture-tests/target/players");
    /** Not a player: examines pages for people who cannot see them, or use no mouse. */
    static final String AXE = "axe.min.js";

    private static final ImmutableMap<String, String> SCRIPTS = ImmutableMap.of(
            "shaka-player.compiled.js",
            "shaka-player/dist/shaka-player.compiled.js",
            "dash.all.min.js",
            "dashjs/dist/modern/umd/dash.all.min.js",
            "hls.min.js",
            "hls.js/dist/hls.min.js",
            "video.min.js",
            "video.js/dist/video.min.js",
            "videojs-contrib-eme.min.js",
            "videojs-contrib-eme/dist/videojs-contrib-eme.min.js",
            AXE,
            "axe-core/axe.min.js");
    private static final long FETCH_MINUTES = 5;

    private PlayerLibraries() {}

    /** Whether there is an npm, with which the scripts can be fetched. */
    static boolean canBeFetched() {
        try {
            return new ProcessBuilder("npm", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The folder with the scripts, which are fetched where they are not there yet, or are of other versions. */
    static synchronized Path fetch() throws IOException {
        Path lock = SOURCES.resolve("package-lock.json");
        Path fetched = TARGET.resolve("package-lock.json");
        if (!Files.exists(fetched) || Files.mismatch(lock, fetched) >= 0) {
            Path scratch = Files.createDirectories(TARGET.resolve("npm"));
            Files.writeString(scratch.resolve("package.json"), Files.readString(SOURCES.resolve("package.json")));
            Files.writeString(scratch.resolve("package-lock.json"), Files.readString(lock));
            install(scratch);
            for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                Files.writeString(
                        TARGET.resolve(script.getKey()),
                        Files.readString(scratch.resolve("node_modules").resolve(script.getValue())));
            }
            deleteTree(scratch);
            Files.writeString(fetched, Files.readString(lock));
        }
        return TARGET;
    }

    private static void install(Path folder) throws IOException {
        Path log = TARGET.resolve("npm.txt");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(FETCH_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new AssertionError("the players could not be fetched: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            throw new AssertionError(e);
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
