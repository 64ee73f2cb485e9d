package org.symbolon.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.symbolon.cli.Main;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Each command line that a document prints in a block of its own is one that the command line understands. */
class PrintedCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("    (?:sudo )?(?:\\./|bin/)?symbolon ([^|<&…]*)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");

    @Test
    void printedCommands_areUnderstood() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> commands = commands();
        CommandLine commandLine = Main.commands().setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
        assertTrue(commands.size() > 60, commands::toString);
        for (String command : commands) {
            try {
                commandLine.parseArgs(words(command));
            } catch (ParameterException e) {
                wrong.add(command + ": " + e.getMessage());
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> commands() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "docs"))) {
            List<String> commands = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                Files.readAllLines(file).stream()
                        .map(COMMAND::matcher)
                        .filter(Matcher::matches)
                        .map(command -> command.group(1))
                        .forEach(commands::add);
            }
            return commands;
        }
    }

    /** The words of a line as a shell takes them, up to a comment. */
    private static String[] words(String line) {
        return WORD.matcher(line.replaceFirst(" # .*", ""))
                .results()
                .map(word -> word.group().replaceAll("['\"]", ""))
                .toArray(String[]::new);
    }
}
