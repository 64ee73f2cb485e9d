package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.symbolon.cli.base.Surroundings;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the command line: types commands on one data folder and sees what comes back. */
record Operator(Path folder, ImmutableMap<String, String> environment, String input, Instant now, int width) {
    private static final int WIDTH = 100;
    static final String ACCOUNT = "201722";
    static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    static final String AUTHENTICATOR = ACCOUNT + "," + SECRET;
    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final String KEK = "000102030405060708090a0b0c0d0e0f";

    /** {@link #KEY} under {@link #KEK}. */
    static final String EK = Hex.encode(KeyEncryptionKey.of(Hex.decode(KEK))
            .wrap(ContentKey.of(Hex.decode(KEY)))
            .reveal());

    static final String KID = "b366360da82e9c6e0b0984002a362cf2";

    /** What came back. */
    record Answer(int exitCode, String out, String err) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        List<String> problems() {
            return err.lines().toList();
        }
    }

    /** With stores in memory, which live as long as the tests. */
    static Operator inMemory(Path folder) {
        return inMemory(folder, MemoryStoreProvider.HERE);
    }

    /** With a store of {@link MemoryStoreProvider}. */
    static Operator inMemory(Path folder, String url) {
        Operator operator = on(folder);
        operator.file("symbolon.properties", "store.url=" + url + "\n");
        return operator;
    }

    /** With the store of a folder in which nothing is set: SQLite. */
    static Operator on(Path folder) {
        return new Operator(folder, ImmutableMap.of(), "", Instant.now(), WIDTH);
    }

    Operator typing(String standardInput) {
        return new Operator(folder, environment, standardInput, now, width);
    }

    Operator at(Instant time) {
        return new Operator(folder, environment, input, time, width);
    }

    Operator wide(int columns) {
        return new Operator(folder, environment, input, now, columns);
    }

    Operator with(String variable, String value) {
        return new Operator(
                folder,
                ImmutableMap.<String, String>builder()
                        .putAll(environment)
                        .put(variable, value)
                        .build(),
                input,
                now,
                width);
    }

    /** Writes a file into the folder, and says where. */
    String file(String name, String content) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command on the folder. */
    Answer run(String... arguments) {
        return runAnywhere(
                Lists.asList("--data", folder.toString(), arguments).stream().toArray(String[]::new));
    }

    /** Runs a command, with the answer in JSON. */
    JsonNode json(String... arguments) {
        String[] more = Arrays.copyOf(arguments, arguments.length + 2);
        more[arguments.length] = "--output";
        more[arguments.length + 1] = "json";
        Answer answer = run(more);
        if (answer.exitCode() != 0) {
            throw new AssertionError(answer.toString());
        }
        return answer.json();
    }

    /** Runs a command as it is. */
    Answer runAnywhere(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new Surroundings.Builder()
                        .environment(environment)
                        .input(new ByteArrayInputStream(input.getBytes(UTF_8)))
                        .out(new PrintWriter(out, true))
                        .err(new PrintWriter(err, true))
                        .clock(() -> now)
                        .width(() -> width)
                        .build(),
                arguments);
        return new Answer(exitCode, out.toString(), err.toString());
    }

    /** Imports accounts given as JSON between the brackets of the list. */
    Answer imports(String accounts) {
        return run("account", "import", file("accounts.json", "{\"accounts\": [" + accounts + "]}"));
    }

    /** Runs a command of the group {@code key} on the keys of that account. */
    Answer key(String command, String... arguments) {
        return run(keyLine(command, arguments));
    }

    /** Runs such a command, with the answer in JSON. */
    JsonNode keyJson(String command, String... arguments) {
        return json(keyLine(command, arguments));
    }

    private static String[] keyLine(String command, String... arguments) {
        return Stream.concat(Stream.of("key", command, "--account", ACCOUNT), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    /** A file that holds the KEK. */
    String kekFile() {
        return file("kek.txt", KEK + "\n");
    }

    /** Has an account that may do everything. */
    Operator withAccount() {
        imports("{\"id\": " + ACCOUNT
                + ", \"name\": \"Example OTT\", \"options\": {\"wv\": \"enabled\", \"fp\": \"enabled\",\"trial\":"
                + " \"enabled\"},"
                + "\"authenticators\": [{\"environment\": \"production\", \"secret\": \"" + SECRET + "\"}]}");
        return this;
    }
}
