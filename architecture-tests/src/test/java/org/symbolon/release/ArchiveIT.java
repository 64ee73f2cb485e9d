package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a release, unpacked. */
@Tag("release")
final class ArchiveIT {
    /** How troff warns; a page may have the word too. */
    private static final Pattern WARNING = Pattern.compile(":[0-9]+: warning");

    @TempDir
    private static Path scratch;

    private static Path home;

    @BeforeAll
    static void unpack() {
        home = ReleaseFolder.unpack(scratch);
    }

    private static List<String> libraries() {
        return ReleaseFolder.names(home.resolve("lib")).stream()
                .filter(name -> !name.startsWith("symbolon-"))
                .map(name -> name.replace(".jar", ""))
                .toList();
    }

    @Test
    void sums_areThoseOfTheFiles() {
        String checked = Shell.run(ReleaseFolder.of(Shell.ROOT), "sha512sum", "-c", "SHA512SUMS");
        assertEquals(3, checked.lines().filter(line -> line.endsWith(": OK")).count(), checked);
    }

    @Test
    void files_belongToRoot_andNobodyElseMayWriteThem() {
        String listing = Shell.run(
                scratch, "tar", "tvzf", ReleaseFolder.file("symbolon-%s.tar.gz").toString());
        List<String> wrong = listing.lines()
                .filter(line -> !line.matches("(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root/root .*"))
                .toList();
        assertEquals(List.of(), wrong);
    }

    @Test
    void launcher_needsNothingButJava_andMakesItsClassesAtTheInstallation() {
        Shell.runInEmptyEnvironment(scratch, home + "/bin/symbolon-classes");
        List<String> classes = ReleaseFolder.names(home.resolve("classes"));
        assertEquals(
                2,
                classes.stream().filter(name -> name.matches(".*\\.(jsa|aot)")).count(),
                classes.toString());
        String explained = Shell.runInEmptyEnvironment(scratch, home + "/bin/symbolon", "errors", "-7003");
        assertTrue(explained.contains("Missing security level value"), explained);
        assertEquals(classes, ReleaseFolder.names(home.resolve("classes")));
    }

    @Test
    void completions_areThoseThatTheCommandPrints() throws IOException {
        Path bash = home.resolve("share/completions/bash/symbolon");
        assertEquals(
                Shell.runInEmptyEnvironment(scratch, home + "/bin/symbolon", "completion", "bash"),
                Files.readString(bash));
        String names = "source " + bash + "; COMP_WORDS=(symbolon acc); COMP_CWORD=1; _complete_symbolon 2>/dev/null;"
                + " echo \"${COMPREPLY[*]}\"";
        assertTrue(Shell.run(scratch, "bash", "-c", names).startsWith("account"));
        assumeTrue(Shell.has("zsh"), "there is no zsh");
        Shell.run(
                scratch,
                "zsh",
                "-n",
                home.resolve("share/completions/zsh/_symbolon").toString());
    }

    @Test
    void pages_areThereForEachCommand() {
        Path pages = home.resolve("share/man/man1");
        List<String> names = ReleaseFolder.names(pages);
        assertTrue(
                names.containsAll(List.of("symbolon.1", "symbolon-serve.1", "symbolon-account-add.1")),
                names.toString());
        assumeTrue(Shell.has("man"), "there is no man");
        for (String name : names) {
            String shown = Shell.run(pages, "sh", "-c", "MANPAGER=cat man --warnings -l ./" + name);
            assertTrue(shown.contains("SYNOPSIS") && !WARNING.matcher(shown).find(), shown);
        }
    }

    /** The list is made of the poms. */
    @Test
    void libraries_haveTheirLicences() throws IOException {
        String list = Files.readString(home.resolve("licenses/THIRD-PARTY.txt"));
        Set<String> missing = new TreeSet<>(libraries());
        Pattern.compile("\\(\\S+?:(\\S+?):(\\S+) - ")
                .matcher(list)
                .results()
                .forEach(library -> missing.remove(library.group(1) + "-" + library.group(2)));
        assertEquals(Set.of(), missing);
        Set<String> texts = Pattern.compile("(?m)^ *\\(([\\w.-]+)\\)(?: \\(([\\w.-]+)\\))?")
                .matcher(list)
                .results()
                .map((MatchResult licence) -> licence.group(1) + ".txt")
                .collect(Collectors.toSet());
        assertTrue(ReleaseFolder.names(home.resolve("licenses")).containsAll(texts), texts.toString());
    }

    @Test
    void componentsList_hasEachLibrary() throws IOException {
        String components = Files.readString(ReleaseFolder.file("symbolon-%s.cdx.json"));
        assertEquals(components, Files.readString(home.resolve("symbolon-" + ReleaseFolder.VERSION + ".cdx.json")));
        Set<String> missing = new TreeSet<>(libraries());
        Pattern.compile("\"pkg:maven/[^/\"]+/([^@\"]+)@([^?\"]+)\\?type=jar\"")
                .matcher(components)
                .results()
                .forEach(library -> missing.remove(library.group(1) + "-" + library.group(2)));
        assertEquals(Set.of(), missing);
    }
}
