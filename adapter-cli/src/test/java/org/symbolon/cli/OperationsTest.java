package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the operator's guide on accounts, keys and the store, in the order of its pages. */
class OperationsTest {
    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");
    private static final Pattern PAGE = Pattern.compile("\\]\\((operations/[a-z-]+\\.md)\\)");
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final Pattern FILE = Pattern.compile("\\b(\\w+\\.(txt|csv|json|cer|pem))\\b");

    @TempDir
    Path folder;

    private void copy(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(OperationsTest.class.getResourceAsStream(name))) {
            Files.copy(resource, folder.resolve(name));
        }
    }

    @Test
    void commandsOfTheGuide_work() throws IOException {
        Operator operator = Operator.inMemory(folder).withAccount().with("PASSPHRASE", "of no use");
        operator.kekFile();
        operator.file("key.txt", Operator.KEY);
        operator.file("ask.txt", Operator.KEY);
        operator.file("signing.txt", Operator.KEY + Operator.KEY);
        operator.file("iv.txt", Operator.KEY);
        copy("fairplay.cer");
        copy("private.pem");
        operator.file("accounts.json", "{\"accounts\": [{\"id\": " + Operator.ACCOUNT + ", \"tokens\": 1000}]}");
        operator.file("keys.csv", "kid,k\n^film1," + Operator.KEY + "\n");
        operator.file("keys.json", "[{\"kid\": \"^film2\", \"k\": \"" + Operator.KEY + "\"}]");
        List<String> commands = linesOfTheGuide().stream()
                .filter(line -> line.matches("    symbolon (account|credential|key|store|records) [^<…]*"))
                .map(line -> line.strip().substring("symbolon ".length()))
                .toList();

        assertTrue(commands.size() > 20, commands.toString());
        for (String command : commands) {
            String line = FILE.matcher(command).replaceAll(folder + "/$1");
            Operator.Answer answer = operator.run(words(line));
            assertEquals(0, answer.exitCode(), command + ": " + answer.err());
        }
    }

    /** The lines of all pages that the guide's first one links to, in that order. */
    private static List<String> linesOfTheGuide() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher page = PAGE.matcher(Files.readString(DOCUMENTS.resolve("operations.md")));
        while (page.find()) {
            lines.addAll(Files.readAllLines(DOCUMENTS.resolve(page.group(1))));
        }
        return lines;
    }

    /** The words of a line as a shell takes them: quotes hold several together. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("'", ""))
                .toArray(String[]::new);
    }
}
