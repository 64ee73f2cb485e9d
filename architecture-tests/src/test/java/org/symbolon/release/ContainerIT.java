package org.symbolon.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of a release, the Java runtime in it, and the manifests that run it in Kubernetes. */
@Tag("release")
final class ContainerIT {
    private static final Path CHECKS = Shell.ROOT.resolve("architecture-tests/src/test/manifests");
    private static final String IMAGE = "symbolon-release-check";

    @TempDir
    private Path scratch;

    @Test
    void dockerfileAndManifests_areRight() throws IOException {
        assumeTrue(Shell.has("npm"), "there is no npm");
        try (Stream<Path> files = Files.list(CHECKS)) {
            for (Path file : files.toList()) {
                Files.copy(file, scratch.resolve(file.getFileName()));
            }
        }
        Shell.run(scratch, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress");
        String checked = Shell.run(
                scratch, "node", "check.mjs", Shell.ROOT.resolve("deploy").toString());
        assertEquals("checked the Dockerfile and 5 manifests\n", checked);
    }

    /** The same two steps as in the image: a runtime of the modules that the jars need, and the archives of classes. */
    @Test
    void runtimeOfTheNeededModules_runsTheService() {
        Path home = ReleaseFolder.unpack(scratch);
        Path runtime = scratch.resolve("runtime");
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        Shell.run(
                scratch,
                "env",
                "PATH=" + path,
                "sh",
                home + "/deploy/docker/make-runtime",
                home + "/lib",
                runtime + "");
        // Starts the service and ends it.
        Shell.run(scratch, "env", "SYMBOLON_JAVA=" + runtime + "/bin/java", home + "/bin/symbolon-classes");
        String plugins =
                Shell.run(scratch, "env", "SYMBOLON_JAVA=" + runtime + "/bin/java", home + "/bin/symbolon", "plugins");
        assertTrue(Stream.of("wv", "fp", "ck").allMatch(plugins::contains), plugins);
    }

    @Test
    void image_isHealthyWithoutWritingToItsOwnFiles() throws InterruptedException {
        assumeTrue(Shell.exitCode(scratch, "docker", "info") == 0, "there is no Docker engine");
        Path home = ReleaseFolder.unpack(scratch);
        Shell.run(home, "docker", "build", "-f", "deploy/docker/Dockerfile", "-t", IMAGE, ".");
        String id = Shell.run(home, "docker", "run", "-d", "--read-only", "--tmpfs", "/tmp", "-v", "/data", IMAGE)
                .strip();
        try {
            String health = "starting";
            while (health.equals("starting")) {
                Thread.sleep(500);
                health = Shell.run(home, "docker", "inspect", "-f", "{{.State.Health.Status}}", id)
                        .strip();
            }
            assertEquals("healthy", health);
        } finally {
            Shell.run(home, "docker", "rm", "-f", "-v", id);
        }
    }
}
