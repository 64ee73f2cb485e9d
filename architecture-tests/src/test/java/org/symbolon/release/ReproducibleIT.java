package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources make the same bytes, at another time and in another folder. */
@Tag("release")
final class ReproducibleIT {
    @TempDir
    private Path scratch;

    @Test
    void secondBuild_makesTheSameFiles() throws IOException {
        Shell.run(
                Shell.ROOT,
                "sh",
                "-c",
                "git ls-files -z --cached --others --exclude-standard | tar -c --null -T - | tar -x -C " + scratch);
        boolean quick = ReleaseFolder.BUILD_FOLDER.endsWith("quick");
        List<String> build = new ArrayList<>(List.of(System.getProperty("symbolon.maven"), "-B", "-ntp", "-q"));
        build.addAll(List.of(
                quick ? "-Pquick,release" : "-Prelease", "-DskipTests", "-pl", "distribution", "-am", "package"));
        build.add("-Dmaven.repo.local=" + System.getProperty("symbolon.maven.repository"));
        Shell.run(scratch, build.toArray(String[]::new));
        assertEquals(
                Files.readString(ReleaseFolder.file("SHA512SUMS")),
                Files.readString(ReleaseFolder.of(scratch).resolve("SHA512SUMS")));
    }
}
