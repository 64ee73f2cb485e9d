package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher alone, in a checkout of its own, with a java that prints its arguments and an mvn that makes a folder.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LauncherTest {
    private static final String BUILDING = "newer than what is built: building again";

    @TempDir
    private Path folder;

    private Path home;
    private Path source;
    private Path lib;

    @BeforeEach
    void makeCheckout() throws IOException {
        home = Files.createDirectory(folder.resolve("check out"));
        lib = home.resolve("distribution/target/quick/symbolon-1.2.3/lib");
        Files.copy(Launcher.ROOT.resolve("symbolon"), home.resolve("symbolon"));
        Files.writeString(home.resolve("pom.xml"), """
                <artifactId>symbolon-parent</artifactId>
                <version>1.2.3</version>
                <version>9.9.9</version>
                """);
        Files.createDirectories(home.resolve("core"));
        Files.writeString(home.resolve("core/pom.xml"), "");
        source = Files.createDirectories(home.resolve("core/src/main/java")).resolve("Source.java");
        Files.writeString(source, "");
        program("bin/java", "printf '%s\\n' \"$@\"");
        program("maven/mvn", "printf '%s ' \"$@\" >>mvn.txt; " + making() + "; touch '" + lib + "'");
        makeOlder();
    }

    /** What a build leaves: a folder for the jars, and the launcher of the archive. */
    private String making() {
        Path bin = lib.resolveSibling("bin");
        return "mkdir -p '%s' '%s'; : >'%s/symbolon-distribution-1.2.3.jar'; cp '%s' '%s'"
                .formatted(lib, bin, lib, Launcher.ROOT.resolve("distribution/src/main/bin/symbolon"), bin);
    }

    private void program(String name, String commands) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Everything in the checkout becomes an hour older than now. */
    private void makeOlder() throws IOException {
        FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                Files.setLastModifiedTime(file, before);
            }
        }
    }

    private Launcher.Result run(Map<String, String> environment, String... arguments) {
        return Launcher.runAsItIs(
                command(
                        environment,
                        Stream.concat(Stream.of(home.resolve("symbolon").toString()), Stream.of(arguments))
                                .toArray(String[]::new)),
                folder);
    }

    private ProcessBuilder command(Map<String, String> environment, String... line) {
        ProcessBuilder command = new ProcessBuilder(line);
        command.environment().put("PATH", folder.resolve("maven") + ":" + System.getenv("PATH"));
        command.environment().put("SYMBOLON_JAVA", folder.resolve("bin/java").toString());
        command.environment().put("SYMBOLON_BUILD", "");
        command.environment().putAll(environment);
        return command;
    }

    private Launcher.Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private long builds() throws IOException {
        Path log = home.resolve("mvn.txt");
        return Files.exists(log)
                ? Launcher.read(log)
                        .lines()
                        .mapToLong(line -> line.split(" package", -1).length - 1)
                        .sum()
                : 0;
    }

    @Test
    void firstRun_saysThatItBuildsAndHowLongItTook_withoutEscapeCodes() throws IOException {
        Launcher.Result first = run("plugins");
        assertEquals(0, first.code(), first.err());
        assertTrue(
                first.err()
                        .startsWith(
                                "note: nothing is built yet: building with Maven takes half a minute, or some minutes"),
                first.err());
        assertTrue(first.err().matches("[^\n]*\nnote: built in \\d+ seconds\n"), first.err());
        assertFalse(first.err().contains("\u001b"), first.err());
        assertTrue(Launcher.read(home.resolve("mvn.txt")).contains("-Dstyle.color=never"));
        assertEquals("", run("plugins").err());
        assertEquals(1, builds());
    }

    @Test
    void longBuild_saysThatItGoesOn_andKeepsNoPipeOpen() throws IOException {
        program("bin/sleep", "exec /bin/sleep 0.05");
        program(
                "maven/mvn",
                "while ! grep -q still '" + folder.resolve("told.txt") + "'; do /bin/sleep 0.1; done; " + making());
        Launcher.Result result = Launcher.runAsItIs(
                command(
                        Map.of("PATH", folder.resolve("bin") + ":" + folder.resolve("maven") + ":/usr/bin:/bin"),
                        "sh",
                        "-c",
                        "'" + home.resolve("symbolon") + "' plugins 2>&1 >/dev/null | tee '"
                                + folder.resolve("told.txt") + "'"),
                folder);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("\nnote: still building, after "), result.out());
        assertTrue(result.out().matches("(?s).*note: built in \\d+ seconds\n"), result.out());
    }

    @Test
    void commandLine_isToldWhetherStandardErrorIsATerminal() {
        assertFalse(run("plugins").out().contains("symbolon.terminal"));
    }

    @Test
    void sourceThatIsNewer_isBuilt_andOneThatIsDeletedToo() throws IOException {
        run("plugins");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(run("plugins").err().contains(BUILDING));
        makeOlder();
        Files.setLastModifiedTime(lib, FileTime.from(Instant.now().minusSeconds(60)));
        assertEquals("", run("plugins").err());
        Files.delete(source);
        assertTrue(run("plugins").err().contains(BUILDING));
        assertEquals(3, builds());
    }

    @Test
    void sourceThatIsNewer_isOnlyToldWhereItShallNotBeBuilt() throws IOException {
        run("plugins");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        Launcher.Result told = run(Map.of("SYMBOLON_BUILD", "no"), "plugins");
        assertEquals("note: the sources are newer than what is built; running what is built\n", told.err());
        assertTrue(told.out().endsWith("org.symbolon.cli.Main\nplugins\n"), told.out());
        assertEquals(1, builds());
    }

    @Test
    void buildThatFails_isTheEnd() throws IOException {
        program("maven/mvn", "exit 1");
        Launcher.Result failed = run("plugins");
        assertEquals(1, failed.code());
        assertTrue(failed.err().endsWith("error: the build failed\n"), failed.err());
        program("maven/mvn", making());
        assertEquals(0, run("plugins").code());
    }

    @ParameterizedTest
    @CsvSource({
        "serve --port 0, org.symbolon.http.Main --port 0",
        "--data x serve --port 0, org.symbolon.http.Main --data x --port 0",
        "--data=x --config c serve, org.symbolon.http.Main --data=x --config c",
        "--port 0 serve, org.symbolon.http.Main --port 0",
        "--data serve plugins, org.symbolon.cli.Main --data serve plugins",
        "account list serve, org.symbolon.cli.Main account list serve",
        "--output json errors, org.symbolon.cli.Main --output json errors",
        "--help, org.symbolon.cli.Main --help"
    })
    void firstWord_saysWhichProgram(String arguments, String expected) {
        String java = run(arguments.split(" ")).out().replace("\n", " ").strip();
        assertTrue(java.endsWith(" -cp " + lib + "/symbolon-distribution-1.2.3.jar " + expected), java);
    }

    @Test
    void service_endsWhenTheHeapIsUsedUp() {
        assertTrue(run("serve").out().contains("-XX:+ExitOnOutOfMemoryError\n"));
        assertFalse(run("plugins").out().contains("OutOfMemoryError"));
    }

    @ParameterizedTest
    @CsvSource({
        "2, '', '-XX:+UseSerialGC -Xmn24m -Xms40m'",
        "4, -Xmx512m, '-XX:+UseSerialGC'",
        "4, -XX:MaxRAMPercentage=50, '-XX:+UseSerialGC'",
        "4, -XX:+UseZGC, ''",
        "5, '', ''"
    })
    void service_takesLittleMemoryOnFewProcessors_unlessTheOperatorSaysOtherwise(
            int processors, String operators, String expected) throws IOException {
        program("maven/getconf", "echo " + processors);
        program("bin/java", "echo \"$MALLOC_ARENA_MAX\"; printf '%s\\n' \"$@\"");
        String java = run(Map.of("SYMBOLON_JAVA_OPTIONS", operators), "serve").out();
        String chosen = java.lines()
                .filter(option -> option.matches("-Xm[ns].*|-XX:.UseSerialGC"))
                .collect(Collectors.joining(" "));
        assertEquals(expected, chosen, java);
        assertTrue(java.startsWith("2\n"), java);
        assertTrue(
                run(Map.of("MALLOC_ARENA_MAX", "7"), "serve").out().startsWith("7\n"), "the operator's number is kept");
    }

    @Test
    void argument_staysWhole() {
        assertTrue(run("account", "add", "two  words", "").out().endsWith("account\nadd\ntwo  words\n\n"));
    }

    @Test
    void operatorsOptions_comeLast_andTheirCollectorIsTheOnlyOne() {
        String java = run(Map.of("SYMBOLON_JAVA_OPTIONS", "-Xlog:gc -XX:+UseG1GC"), "plugins")
                .out();
        assertTrue(java.contains("\n-Xlog:gc\n-XX:+UseG1GC\n-cp\n"), java);
        assertFalse(java.contains("SerialGC"), java);
        assertFalse(java.contains("-Xlog:disable"), java);
    }

    @Test
    void classArchive_isTheOperatorsIfTheyNameOne() throws IOException {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        assertTrue(run("plugins").out().contains("-XX:ArchiveClassesAtExit="));
        assertFalse(run("plugins").out().contains("Archive"), "one writer is enough");
        String java = run(Map.of("SYMBOLON_JAVA_OPTIONS", "-XX:SharedArchiveFile=mine.jsa"), "plugins")
                .out();
        assertFalse(java.contains("-XX:ArchiveClassesAtExit="), java);
    }

    @Test
    void linkedClasses_areMadeByTheInstallationAlone_andPreferred() throws IOException {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.1\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8\"\n");
        assertTrue(run("plugins").out().contains("-XX:ArchiveClassesAtExit="));
        String making = run(Map.of("SYMBOLON_CLASSES", "make"), "plugins").out();
        String option = making.lines()
                .filter(line -> line.startsWith("-XX:AOTCacheOutput="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(making));
        Path made = Path.of(option.substring(option.indexOf('=') + 1));
        Files.writeString(made, "");
        assertTrue(run("plugins").out().contains("-XX:AOTCache=" + made + "\n"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        assertFalse(run(Map.of("SYMBOLON_CLASSES", "make"), "plugins").out().contains("AOT"));
    }
}
