package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's commands, in its order, as a newcomer would; the demonstration is {@link DemonstrationIT}'s. */
final class ReadmeIT {
    @TempDir
    private Path folder;

    @Test
    void commandsOfTheReadme_work() throws IOException {
        List<String> commands = Launcher.read(Launcher.ROOT.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("    ./symbolon ") && !line.contains("--demo"))
                .map(line -> line.strip().substring("./symbolon ".length()))
                .toList();
        assertEquals(5, commands.size(), commands.toString());
        assertTrue(commands.get(0).startsWith("serve"), commands.get(0));

        String url;
        try (RunningService service = RunningService.start(Files.createDirectory(folder.resolve("data")))) {
            Matcher curl = Pattern.compile("curl 'http://[^/]+(/[^']+)'").matcher(service.errors());
            assertTrue(curl.find());
            HttpResponse<String> answer = service.send(curl.group(1).replace("^", "%5E"));
            url = answer.body();
        }
        for (String command : commands.subList(1, commands.size())) {
            String line = command.replaceAll("'http[^']*'", "'" + url + "'");
            Launcher.Result result = Launcher.run(
                    new ProcessBuilder("sh", "-c", Launcher.ROOT.resolve("symbolon") + " " + line)
                            .directory(folder.toFile()),
                    folder);
            assertTrue(result.out().contains(expected(command)), line + ": " + result.out());
            assertEquals(0, result.code(), line + ": " + result.err());
        }
    }

    private static String expected(String command) {
        return switch (command.split(" ", 2)[0]) {
            case "token" -> "securityLevel";
            case "account" -> "201722,";
            case "console" -> "/console/login?";
            case "--help" -> "Usage";
            default -> throw new AssertionError("what should " + command + " print?");
        };
    }
}
