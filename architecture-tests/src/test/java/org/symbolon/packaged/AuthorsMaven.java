package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Maven as an author of plug-ins has it: the same program, with a local repository of its own into which the modules
 * are installed as they are built. Everything else comes from the local repository of the running build, which has it
 * because the build itself uses it; so there is nothing to download.
 *
 * <p>The modules are copied, since {@code mvn install} in the middle of a build would be another build.
 */
final class AuthorsMaven {
    private static final String VERSION = System.getProperty("symbolon.version");
    private static final ImmutableList<String> MODULES =
            ImmutableList.of("core", "testing", "drm-widevine", "store-jdbc");

    private final Path programs;

    /** Installs the modules below a folder. The libraries there are those of an earlier run, if there was one. */
    AuthorsMaven(Path folder) throws IOException {
        Path repository = folder.resolve("repository");
        Path ours = Files.createDirectories(repository.resolve("org/symbolon"));
        MoreFiles.deleteDirectoryContents(ours, RecursiveDeleteOption.ALLOW_INSECURE);
        install(ours, "symbolon-parent", "pom", Launcher.ROOT.resolve("pom.xml"));
        install(ours, "symbolon-bom", "pom", Launcher.ROOT.resolve("bom/pom.xml"));
        for (String module : MODULES) {
            String artifact = "symbolon-" + module;
            Path built = Launcher.ROOT.resolve(module).resolve(System.getProperty("symbolon.build.folder"));
            install(ours, artifact, "pom", Launcher.ROOT.resolve(module).resolve("pom.xml"));
            install(ours, artifact, "jar", built.resolve(artifact + "-" + VERSION + ".jar"));
        }
        this.programs = Files.createDirectories(folder.resolve("bin"));
        writeProgram(writeSettings(folder), repository);
    }

    private static void install(Path ours, String artifact, String type, Path file) throws IOException {
        Path folder = Files.createDirectories(ours.resolve(artifact).resolve(VERSION));
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path writeSettings(Path folder) throws IOException {
        Path local = Path.of(System.getProperty("symbolon.maven.repository"));
        return Files.writeString(folder.resolve("settings.xml"), """
                <settings>
                  <mirrors><mirror><id>running-build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
                </settings>
                """.formatted(local.toUri()));
    }

    private void writeProgram(Path settings, Path repository) throws IOException {
        Path program = Files.writeString(
                programs.resolve("mvn"), """
                #!/bin/sh
                # It lives for seconds, as what the launcher starts does; see Launcher.
                export MAVEN_OPTS=-XX:TieredStopAtLevel=1
                exec '%s' -B -ntp -s '%s' '-Dmaven.repo.local=%s' "$@"
                """.formatted(System.getProperty("symbolon.maven"), settings, repository));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs a line of a shell in which {@code mvn} is this Maven, and {@code java} that of the tests. */
    String run(String line, Path folder) {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line).directory(folder.toFile());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        String path = String.join(File.pathSeparator, programs.toString(), java, System.getenv("PATH"));
        shell.environment().put("PATH", path);
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Launcher.Result result = Launcher.run(shell, folder.getParent());
        assertEquals(0, result.code(), line + "\n" + result.out() + result.err());
        return result.out();
    }
}
