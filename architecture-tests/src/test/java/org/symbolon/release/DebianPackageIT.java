package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package of a release. What its scripts do to a machine, docs/releasing.md says how to try. */
@Tag("release")
final class DebianPackageIT {
    private static final Path PACKAGE = ReleaseFolder.file("symbolon_%s_all.deb");

    @TempDir
    private Path scratch;

    @BeforeAll
    static void assumeDebian() {
        assumeTrue(Shell.has("dpkg-deb"), "there is no dpkg");
    }

    @Test
    void files_areWhereDebianLooksForThem() {
        Shell.run(scratch, "dpkg-deb", "--extract", PACKAGE.toString(), scratch.toString());
        List<String> missing = Stream.of(
                        "etc/symbolon/symbolon.properties",
                        "usr/bin/symbolon",
                        "usr/lib/symbolon/bin/symbolon",
                        "usr/lib/symbolon/bin/symbolon-classes",
                        "usr/lib/symbolon/lib/symbolon-distribution-" + ReleaseFolder.VERSION + ".jar",
                        "usr/lib/systemd/system/symbolon.service",
                        "usr/lib/sysusers.d/symbolon.conf",
                        "usr/share/bash-completion/completions/symbolon",
                        "usr/share/zsh/vendor-completions/_symbolon",
                        "usr/share/man/man1/symbolon-account-add.1.gz",
                        "usr/share/doc/symbolon/copyright",
                        "usr/share/doc/symbolon/licenses/THIRD-PARTY.txt")
                .filter(file -> !Files.isRegularFile(scratch.resolve(file)))
                .toList();
        assertEquals(List.of(), missing);
        assertTrue(Files.isExecutable(scratch.resolve("usr/bin/symbolon")));
    }

    @Test
    void files_belongToRoot_andTheSettingsStayTheOperators() {
        String listing = Shell.run(scratch, "dpkg-deb", "--contents", PACKAGE.toString());
        assertEquals(
                List.of(),
                listing.lines()
                        .filter(line ->
                                !line.matches("[d-]\\S{9} root/root .*") || line.matches("-....w.*|-.......w.*"))
                        .toList());
        String control = Shell.run(scratch, "dpkg-deb", "--info", PACKAGE.toString());
        assertTrue(control.contains("Version: " + ReleaseFolder.VERSION + "\n"), control);
        assertEquals(
                "/etc/symbolon/symbolon.properties\n",
                Shell.run(scratch, "dpkg-deb", "--info", PACKAGE.toString(), "conffiles"));
    }

    @Test
    void lintian_findsNoError() {
        assumeTrue(Shell.has("lintian"), "there is no lintian");
        // Jars of others are shipped as they were published, and there is no bug of Debian's that this closes.
        String suppressed = "embedded-library,initial-upload-closes-no-bugs";
        Shell.run(
                scratch,
                "lintian",
                "--allow-root",
                "--fail-on=error",
                "--suppress-tags=" + suppressed,
                PACKAGE.toString());
    }
}
