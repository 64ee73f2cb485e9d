package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

/** Redemption at the command line, and what is written down of it. */
class TokenRedeemTest {
    @TempDir
    Path folder;

    private Operator operator;
    private String url = "";

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
        url = issue("cookie=mine");
        operator.file("challenge", TrialPlugin.CHALLENGE);
        operator.file("rude", "now!");
    }

    private String issue(String... more) {
        String[] line = Stream.concat(
                        Stream.of(
                                "token",
                                "issue",
                                "trial",
                                "customerAuthenticator=" + Operator.AUTHENTICATOR,
                                "contentKey=" + Operator.KEY),
                        Stream.of(more))
                .toArray(String[]::new);
        return operator.run(line).out().strip();
    }

    private Answer redeem(String token, String challenge, String... more) {
        String[] line = Stream.concat(
                        Stream.of(
                                "token",
                                "redeem",
                                token,
                                "--challenge",
                                folder.resolve(challenge).toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return operator.run(line);
    }

    private String refused() {
        String last = redeem(url, "rude").problems().get(6);
        return last.substring(last.lastIndexOf(' ') + 1);
    }

    @Test
    void grantedLicence_isDescribedButNotShown() {
        Answer answer = redeem(url, "challenge");

        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().contains("size       40\nmediaType  text/trial\n"), answer.out());
        assertTrue(answer.out().contains("model  trial device"), answer.out());
        assertFalse(answer.out().contains(Operator.KEY));
    }

    @Test
    void licence_goesToANewFileAlone() throws IOException {
        Path out = folder.resolve("licence");
        String token = url.substring(url.indexOf('=') + 1);

        assertEquals(0, redeem(token, "challenge", "--out", out.toString()).exitCode());
        assertEquals("licence " + Operator.KEY, Files.readString(out));
        Answer again = redeem(token, "challenge", "--out", out.toString());
        assertEquals(1, again.exitCode());
        assertTrue(again.err().contains("already"), again.err());
    }

    @Test
    void tokenOrChallenge_comesFromStandardInput_butNotBoth() {
        operator = operator.typing(url + "\n");
        assertEquals(0, redeem("-", "challenge").exitCode());
        operator = operator.typing(TrialPlugin.CHALLENGE);
        assertEquals(0, operator.run("token", "redeem", url, "--challenge", "-").exitCode());
        assertEquals(2, operator.run("token", "redeem", "-", "--challenge", "-").exitCode());
    }

    @Test
    void refusal_isToldWithItsExplanation() {
        Answer answer = redeem(url, "rude");

        assertEquals(1, answer.exitCode());
        assertEquals("", answer.out());
        assertEquals(
                List.of(
                        "[-4010] Invalid token: is not polite (challenge)",
                        "  rule: Challenges are polite.",
                        "  expected: please",
                        "  got: another word",
                        "  usualCause: A rude player.",
                        "  device model: trial device"),
                answer.problems().subList(0, 6));
        assertTrue(answer.problems().get(6).matches("  reference: [0-9a-f]{32}"), answer.err());
    }

    @Test
    void redemptionElsewhere_isRefusedAsTheServiceDoes() {
        Answer otherDrm = redeem(url, "challenge", "--drm", "wv");
        assertTrue(otherDrm.err().contains("got: a token for trial"), otherDrm.err());
        Answer otherEnvironment = redeem(url, "challenge", "--environment", "test");
        assertTrue(otherEnvironment.err().contains("got: a token of production"), otherEnvironment.err());
        assertEquals(1, redeem(url, "challenge", "--drm", "pr").exitCode());
    }

    @Test
    void whatIsNoToken_isRefusedWithItsCode_andNotRepeated() {
        Answer answer = redeem(Operator.SECRET, "challenge");

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("[-4010]"), answer.err());
        assertFalse(answer.err().contains(Operator.SECRET), answer.err());
    }

    @Test
    void records_areListedFromTheYoungestOn() {
        operator = operator.at(operator.now().plusSeconds(1));
        redeem(url, "challenge");
        String reference = refused();

        JsonNode all = operator.json("records", "--account", Operator.ACCOUNT);
        assertEquals(3, all.size());
        assertEquals("issue", all.get(2).get("kind").stringValue());
        String token = all.get(2).get("token").stringValue();
        assertEquals(3, operator.json("records", "--id", token).size());
        assertEquals(3, operator.json("records", "--cookie", "mine").size());
        assertEquals(1, operator.json("records", "--start", "2").size());
        assertEquals(2, operator.json("records", "--length", "2").size());
        assertEquals(0, operator.json("records", "--environment", "test").size());
        JsonNode refusal = operator.json("records", "--reference", reference).get(0);
        assertEquals(-4010, refusal.get("code").intValue());
        assertEquals(
                "Challenges are polite.", refusal.get("explanation").get("rule").stringValue());
        assertEquals("trial device", refusal.get("device").get("model").stringValue());
    }

    @Test
    void records_goOnWhereAListEnded() {
        operator = operator.at(operator.now().plusSeconds(1));
        redeem(url, "challenge");
        Answer youngest = operator.run("records", "--length", "1", "--output", "json");
        String note = "note: older records may follow: --before ";
        assertTrue(youngest.err().startsWith(note), youngest.err());

        String place = youngest.err().substring(note.length()).strip();
        JsonNode older = operator.json("records", "--before", place);
        assertEquals(1, older.size());
        assertEquals("issue", older.get(0).get("kind").stringValue());
    }

    @Test
    void records_asText_areATable() {
        String table = operator.run("records").out();

        assertTrue(
                table.matches("time +kind +environment +drm +account +token +cookie +code +reference\n.* issue .*\n"),
                table);
        assertEquals(
                "there is no such record\n",
                operator.run("records", "--account", "9").out());
        for (String wrong :
                new String[] {"--start=-1", "--start=10001", "--length=0", "--length=1001", "--before=yesterday"}) {
            assertEquals(2, operator.run("records", wrong).exitCode());
        }
    }

    @Test
    void explain_saysWhatFailedAndWhy() {
        String reference = refused();
        JsonNode explained = operator.json("explain", reference);
        String text =
                operator.run("explain", reference.toUpperCase(Locale.ROOT)).out();

        assertEquals(-4010, explained.get("code").intValue());
        assertEquals("redeem", explained.get("kind").stringValue());
        assertEquals(201722, explained.get("account").longValue());
        for (String said : new String[] {
            "Invalid token", "Challenges are polite.", "please", "another word", "A rude player.", "trial device"
        }) {
            assertTrue(text.contains(said), text);
        }
        assertTrue(explained.has("remedy"));
    }

    @Test
    void explain_inAnotherLanguage_translatesAllButWhatAPlugInWithoutTranslationsSays() {
        String reference = refused();
        JsonNode explained = operator.json("explain", reference, "--lang", "ko");

        assertEquals(-4010, explained.get("code").intValue());
        assertEquals("Invalid token", explained.get("message").stringValue());
        assertEquals("토큰이 올바르지 않습니다", explained.get("localized").stringValue());
        assertTrue(explained.get("remedy").stringValue().startsWith("새 토큰을 요청하십시오."));
        assertEquals("Challenges are polite.", explained.get("rule").stringValue());
        String unknown = operator.run("explain", "0".repeat(32), "--lang", "ko").err();
        assertTrue(unknown.startsWith("error: there is no refusal"), unknown);
    }

    @Test
    void explain_ofWhatIsNotThere_saysWhyThatMayBe() {
        Answer answer = operator.run("explain", "0".repeat(32));

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().contains("records.keep"), answer.err());
        assertTrue(answer.err().contains("not yet written"), answer.err());
        assertTrue(answer.err().contains("the service's log has it too"), answer.err());
    }

    @Test
    void explain_takesTheReferenceAsItWasPasted() {
        String reference = refused();
        String text = operator.run("explain", reference).out();
        String dashed = reference.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");

        for (String pasted : new String[] {
            dashed,
            dashed.toUpperCase(Locale.ROOT),
            " '" + reference + "', ",
            "Error-Reference: " + reference,
            reference + "; trace=" + "4".repeat(32),
            "error-reference: " + reference + "; trace=" + "4".repeat(32),
            "< error-reference: " + reference + "\r\n",
            "{\"code\":-4010,\"kid\":\"" + "0".repeat(32) + "\",\"reference\":\"" + reference + "\"}",
            "WARN a request was refused, reference " + reference + " java.lang.IllegalStateException"
        }) {
            assertEquals(text, operator.run("explain", pasted).out(), pasted);
        }
        assertEquals(
                text, operator.run("explain", "Error-Reference:", reference).out());
        assertEquals(1, operator.json("records", "--reference", dashed).size());
    }

    @Test
    void explain_ofAFailureOfTheService_saysWhereItsCauseIs() {
        String reference = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
        String body =
                "{\"status\":500,\"message\":\"Internal error, reference " + reference.toLowerCase(Locale.ROOT) + "\"}";

        for (String pasted : new String[] {reference, reference.replace("-", ""), body}) {
            JsonNode explained = operator.json("explain", pasted);
            assertEquals(
                    reference.toLowerCase(Locale.ROOT),
                    explained.get("reference").stringValue());
            assertTrue(explained.get("remedy").stringValue().contains("log of the service"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error-Reference:",
                "{\"code\":-4019,\"message\":\"kid 00000000000000000000000000000000\"}",
                "0000000000000000000000000000000",
                "000000000000000000000000000000000",
                "reference 000000000000000000000000000000000"
            })
    void explain_ofATextWithoutAReference_saysWhatWouldBeOne(String text) {
        Answer answer = operator.run("explain", text);

        assertEquals(2, answer.exitCode());
        assertTrue(answer.err().startsWith("error: REFERENCE must be 32 hexadecimal digits"), answer.err());
    }
}
