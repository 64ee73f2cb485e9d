package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files with which the product is installed, as they are in the repository. */
final class DeployFilesTest {
    private static final Path DEPLOY = Shell.ROOT.resolve("deploy");

    /** Variables of the launcher and of the data folder, which are no settings. */
    private static final Set<String> NO_SETTINGS =
            Set.of("SYMBOLON_DATA", "SYMBOLON_CONFIG", "SYMBOLON_JAVA", "SYMBOLON_JAVA_OPTIONS");

    @TempDir
    private Path scratch;

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Stream.of("symbolon", "distribution/src/main/bin", "deploy")
                .map(Shell.ROOT::resolve)
                .flatMap(DeployFilesTest::filesBelow)) {
            return files.filter(DeployFilesTest::isScript).toList();
        }
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isScript(Path file) {
        return read(file).startsWith("#!/bin/sh\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void scripts_areRightForAnyShell() throws IOException {
        List<Path> scripts = scripts();
        assertTrue(scripts.size() >= 8, scripts.toString());
        for (Path script : scripts) {
            assertTrue(Files.isExecutable(script), script.toString());
            Shell.run(Shell.ROOT, "sh", "-n", script.toString());
        }
        assumeTrue(Shell.has("shellcheck"), "there is no shellcheck");
        Shell.run(
                Shell.ROOT,
                Stream.concat(Stream.of("shellcheck"), scripts.stream().map(Path::toString))
                        .toArray(String[]::new));
    }

    /** Settings as variables, and as the lines of a settings file, are those that docs/configuration.md has. */
    @Test
    void settings_areKnown() {
        String documented = read(Shell.ROOT.resolve("docs/configuration.md"));
        Set<String> known = all("(?m)^\\| `([a-z.]+)`", documented);
        Set<String> named = new TreeSet<>(
                all("(?m)^#?([a-z]+(?:\\.[a-z]+)+)=", read(DEPLOY.resolve("systemd/symbolon.properties"))));
        filesBelow(DEPLOY)
                .flatMap(file -> all("(SYMBOLON_[A-Z_]+)", read(file)).stream())
                .filter(variable -> !NO_SETTINGS.contains(variable))
                .map(variable -> variable.replaceFirst("SYMBOLON_", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'))
                .forEach(named::add);
        assertTrue(named.size() > 5, named.toString());
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    /** Whoever ends the process by force waits until it would have ended by itself. */
    @Test
    void timeToEnd_isEnough() {
        Duration timeout = Duration.parse(
                only("`http.shutdown.timeout` \\| `(\\w+)`", read(Shell.ROOT.resolve("docs/configuration.md"))));
        String unit = read(DEPLOY.resolve("systemd/symbolon.service"));
        String deployment = read(DEPLOY.resolve("kubernetes/deployment.yaml"));
        Duration delay = Duration.parse(only("SHUTDOWN_DELAY\\s+value: (\\w+)", deployment));
        assertTrue(Long.parseLong(only("TimeoutStopSec=(\\d+)", unit)) > timeout.toSeconds());
        assertTrue(Long.parseLong(only("terminationGracePeriodSeconds: (\\d+)", deployment))
                > timeout.plus(delay).toSeconds());
    }

    @Test
    void unit_isRightForSystemd() throws IOException {
        assumeTrue(Shell.has("systemd-analyze"), "there is no systemd");
        // With a program and a user that there are, where Symbolon is not installed.
        String unit = read(DEPLOY.resolve("systemd/symbolon.service"))
                .replace("ExecStart=symbolon serve", "ExecStart=/bin/true")
                .replace("=symbolon\n", "=daemon\n");
        Path file = Files.writeString(scratch.resolve("symbolon.service"), unit);
        String problems = Shell.run(scratch, "systemd-analyze", "verify", "--man=no", file.toString());
        assertFalse(problems.contains("symbolon.service"), problems);
        // 0 is the best; a unit without hardening has 9.2.
        Shell.run(scratch, "systemd-analyze", "security", "--offline=true", "--threshold=20", file.toString());
    }

    private static String only(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
