package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A project that a document prints whole. A file is a block of code after a line with nothing but its path; commands
 * are blocks of the language {@code sh}, followed by the folder that they are run in.
 */
final class PrintedProject {
    private static final Pattern FILE = Pattern.compile("(?ms)^`([^`\\n]+)`:\\n\\n```\\w+\\n(.*?)^```");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh in (\\S+)\\n(.*?)^```");

    private final Path folder;
    private final String document;

    /** Reads a document of {@code docs}. The project's folder is made in another, which is empty. */
    PrintedProject(String document, Path parent, String name) throws IOException {
        this.document = Launcher.read(Launcher.ROOT.resolve("docs").resolve(document));
        this.folder = Files.createDirectory(parent.resolve(name));
    }

    Path folder() {
        return folder;
    }

    void writeFiles() throws IOException {
        Matcher file = FILE.matcher(document);
        while (file.find()) {
            Path path = folder.resolve(file.group(1));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.group(2));
        }
        assertTrue(Files.exists(folder.resolve("pom.xml")), "the document prints no pom");
    }

    /** The lines of all blocks of commands for the project's folder, with the checkout where it is. */
    ImmutableList<String> commands() {
        return COMMANDS.matcher(document)
                .results()
                .filter(block -> block.group(1).equals(folder.getFileName().toString()))
                .flatMap(block -> block.group(2).lines())
                .map(line -> line.replace("../symbolon/", Launcher.ROOT + "/"))
                .collect(ImmutableList.toImmutableList());
    }
}
