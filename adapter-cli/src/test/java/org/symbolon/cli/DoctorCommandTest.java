package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    private Operator installed() {
        Operator operator = Operator.on(folder);
        assertEquals(
                0, operator.run("account", "add", "201722", "--name", "Example").exitCode());
        return operator.at(Instant.now());
    }

    /** The findings about one thing, of this level. */
    private static List<String> found(Answer answer, String level, String subject) {
        JsonNode findings = JsonMapper.shared().readTree(answer.out()).get("findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.get("level").asString().equals(level)
                        && finding.get("subject").asString().equals(subject))
                .map(finding -> finding.get("text").asString())
                .toList();
    }

    private static void assertFound(Answer answer, String level, String subject, String part) {
        assertTrue(found(answer, level, subject).stream().anyMatch(text -> text.contains(part)), answer.toString());
    }

    @Test
    void installationThatIsWell_hasNoProblem() {
        Answer answer = installed().run("doctor", "--json", "--port", "9090");
        assertEquals(0, answer.exitCode(), answer.toString());
        assertEquals("", answer.err());
        assertFound(answer, "ok", "settings", "of");
        assertFound(answer, "ok", "plug-ins", "wv");
        assertFound(answer, "ok", "queue", "http://127.0.0.1:9090");
        assertFound(answer, "ok", "store", "has schema version");
        assertFound(answer, "ok", "store", "belong together");
        assertFound(answer, "ok", "key ring", "rw-------");
        assertFound(answer, "ok", "disk", "MiB are free");
        assertFound(answer, "ok", "credentials", "no account has Widevine enabled");
        assertEquals(
                0, JsonMapper.shared().readTree(answer.out()).get("problems").asInt());
    }

    @Test
    void emptyFolder_isAWarningAndStaysEmpty() throws IOException {
        Answer answer = Operator.on(folder).run("doctor", "--json");
        assertEquals(0, answer.exitCode(), answer.toString());
        assertFound(answer, "warning", "store", "there is no store");
        assertFound(answer, "warning", "key ring", "yet");
        try (var files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void text_hasTheRemedyBelowTheFinding() {
        Answer answer = installed().with("SYMBOLON_HTTP_QUEUE", "5").run("doctor");
        assertEquals(1, answer.exitCode());
        List<String> lines = answer.out().lines().toList();
        int problem = lines.indexOf("problem  queue       the queue has 5 places");
        assertTrue(problem > 0, answer.out());
        assertEquals("-> make it longer", lines.get(problem + 1).strip());
        assertTrue(lines.get(lines.size() - 1).startsWith("1 problem(s), "), answer.out());
    }

    @Test
    void settingsThatStopTheStart_areAllNamed() {
        Operator operator = installed();
        operator.file("symbolon.properties", "http.qeueu=1\nstore.pool=1\n");
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertEquals(2, found(answer, "problem", "settings").size(), answer.out());
        assertFound(answer, "ok", "key ring", "keyring.json");
    }

    @Test
    void storeOfNoKnownKind_isAProblem() {
        Answer answer = installed().with("SYMBOLON_STORE_URL", "jdbc:oracle:x").run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "store", "store.url names a kind of store");
    }

    @Test
    void ringThatOthersMayRead_isAProblemWithTheCommandThatMendsIt() throws IOException {
        Operator operator = installed();
        Files.setPosixFilePermissions(folder.resolve("keyring.json"), PosixFilePermissions.fromString("rw-r--r--"));
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "key ring", "chmod 600");
    }

    @Test
    void ringThatIsMissing_isAProblem() throws IOException {
        Operator operator = installed();
        Files.delete(folder.resolve("keyring.json"));
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "key ring", "there is no key ring");
    }

    @Test
    void ringOfAnotherStore_isAProblem(@TempDir Path other) throws IOException {
        Operator operator = installed();
        Operator.on(other).run("account", "add", "201722", "--name", "Other");
        Files.delete(folder.resolve("keyring.json"));
        Files.copy(other.resolve("keyring.json"), folder.resolve("keyring.json"));
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "store", "does not belong to the store");
    }

    @Test
    void primaryKeyOfLastYear_isAWarning_andOneOfTheFutureAProblem() {
        Operator operator = installed();
        Answer later = operator.at(operator.now().plus(Duration.ofDays(366))).run("doctor", "--json");
        assertFound(later, "warning", "key ring", "seals since");
        assertFound(later, "warning", "clock", "is dated");
        Answer earlier = operator.at(operator.now().minus(Duration.ofDays(1))).run("doctor", "--json");
        assertEquals(1, earlier.exitCode());
        assertFound(earlier, "problem", "key ring", "still to come");
    }

    @Test
    void databaseThatIsNone_isAProblem() throws IOException {
        Operator operator = installed();
        Files.writeString(folder.resolve("symbolon.db"), "this is no database, but a text of some length");
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "store", "cannot be read");
    }

    @Test
    void fileThatOthersMayWrite_isAProblem() throws IOException {
        Operator operator = installed();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
        Answer answer = operator.run("doctor", "--json");
        assertEquals(1, answer.exitCode());
        assertFound(answer, "problem", "files", "chmod go-w");
    }

    @Test
    void accountWithoutCredential_isAWarningUntilItHasOne() {
        Operator operator = installed();
        operator.run("account", "set", "201722", "--option", "fp=enabled");
        assertFound(operator.run("doctor", "--json"), "warning", "credentials", "serves account 201722");

        operator.run("credential", "set", "fp", "201722", "--simulator");
        Answer answer = operator.run("doctor", "--json");
        assertEquals(0, answer.exitCode(), answer.toString());
        assertFound(answer, "ok", "credentials", "every account with FairPlay enabled");
        assertFound(answer, "warning", "FairPlay", "simulated devices only");
        assertFalse(answer.out().contains(Operator.SECRET));
    }

    @Test
    void licenceService_isAskedOnlyWhereThatIsWanted() {
        Operator operator = installed();
        operator.run("account", "set", "201722", "--option", "wv=enabled");
        String key = operator.file("key.txt", "0".repeat(64));
        String iv = operator.file("iv.txt", "1".repeat(32));
        Answer set = operator.run(
                "credential",
                "set",
                "wv",
                "--default",
                "url=http://127.0.0.1:1/getlicense",
                "provider=example",
                "key=@" + key,
                "iv=@" + iv);
        assertEquals(0, set.exitCode(), set.toString());

        Answer notAsked = operator.run("doctor", "--json");
        assertEquals(0, notAsked.exitCode(), notAsked.toString());
        assertFound(notAsked, "ok", "Widevine", "was not asked");
        Answer asked = operator.run("doctor", "--json", "--licence-service");
        assertEquals(1, asked.exitCode());
        assertFound(asked, "problem", "Widevine", "http://127.0.0.1:1/getlicense/example, does not answer");
    }
}
