package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;

/** The table "Parameters of every token request", row by row. */
class CommonParametersTest {
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY";

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // left out
        "level=1&kid=^k&contentKey=KEY, -2017",
        "AUTH&level=1&contentKey=KEY, -4018",
        "AUTH&level=1&kid=^k, -2005",
        "AUTH&kid=^k&contentKey=KEY, -9003",
        // empty
        "customerAuthenticator=&level=1&kid=^k&contentKey=KEY, -2017",
        "AUTH&level=1&kid=&contentKey=KEY, -4018",
        "AUTH&level=1&kid=^k&contentKey=, -2005",
        "AUTH&level=&kid=^k&contentKey=KEY, -9003",
        // malformed
        "customerAuthenticator=x&level=1&kid=^k&contentKey=KEY, -2018",
        "AUTH&level=1&kid=0&contentKey=KEY, -4020",
        "AUTH&level=1&kid=^kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk&contentKey=KEY, -4021",
        "AUTH&level=1&kid=^&contentKey=KEY, -4022",
        "AUTH&level=1&kid=^k&contentKey=0, -2027",
        "AUTH&level=1&kid=^k&contentKey=0011223344556677889900112233445g, -2005",
        "AUTH&level=7&kid=^k&contentKey=KEY, -9004",
        // twice
        "AUTH&customerAuthenticator=1&level=1&kid=^k&contentKey=KEY, -2018",
        "AUTH&level=1&kid=^k&kid=^l&contentKey=KEY, -4022",
        "AUTH&level=1&kid=&kid=^k&contentKey=KEY, -4022",
        "AUTH&level=1&kid=^k&contentKey=KEY&contentKey=KEK, -2005",
        "AUTH&level=1&level=2&kid=^k&contentKey=KEY, -9004",
        "AUTH&level=1&level=2&level=1&kid=^k&contentKey=KEY, -9004",
        // the same value twice is one value
        "AUTH&AUTH&level=1&level=1&level=1&kid=^k&kid=^k&contentKey=KEY&contentKey=KEY, issued",
        "AUTH&level=7&level=7&kid=^k&contentKey=KEY, -9004",
        "AUTH&level=1&kid=&kid=&contentKey=KEY, -4018",
        // names are case-sensitive
        "AUTH&level=1&Kid=^k&contentKey=KEY, -4018",
        "AUTH&level=1&kid=^k&contentkey=KEY, -2005"
    })
    void requiredParameter_byItsRule(String query, String codes) {
        assertEquals(codes, issuing.outcome(query));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "errorFormat=html, issued",
        "errorFormat=json, issued",
        "errorFormat=JSON, -3004",
        "errorFormat=xml, -3004",
        "errorFormat=, -2035",
        "errorFormat=json&errorFormat=json, issued",
        "errorFormat=json&errorFormat=html, -3004",
        "generalFlags=0000, issued",
        "generalFlags=00000000, issued",
        "generalFlags=0, -5003",
        "generalFlags=000000, -5003",
        "generalFlags=0001, -5003",
        "generalFlags=00000001, -5003",
        "generalFlags=, -2035",
        "generalFlags=0001&generalFlags=0001, -5003",
        "generalFlags=0000&generalFlags=0000, issued",
        "generalFlags=0000&generalFlags=00000000, -5003",
        "kek=, -2035",
        "ek=, -2035",
        "expirationTime=+60, issued",
        "expirationTime=tomorrow, -2002",
        "expirationTime=, -2035",
        "expirationTime=+60&expirationTime=+60, issued",
        "expirationTime=+60&expirationTime= 60, -2002",
        "cookie=c, issued",
        "cookie=12345678901234567890123456789012, issued",
        "cookie=123456789012345678901234567890123, -2033",
        "cookie=, -2035",
        "cookie=c&cookie=c, issued",
        "cookie=c&cookie=C, -2033",
        "deviceId=d, -9002",
        "deviceId=, -2035",
        "deviceId=d&deviceId=d, -9002",
        "useHttps=true&rightsType=&trackType=SD&trackType=HD, issued"
    })
    void optionalParameter_byItsRule(String more, String outcome) {
        assertEquals(outcome, issuing.outcome(VALID + "&" + more));
    }

    @ParameterizedTest
    @CsvSource({
        "kek=KEK&kek=KEK&ek=EK&ek=EK, issued",
        "kek=KEK&kek=OTHERKEK&ek=EK, -4024",
        "kek=KEK&ek=EK&ek=KEK, -4024",
        "kek=0&ek=EK, -4024",
        "kek=KEK&ek=0, -4024"
    })
    void wrappedKey_malformedOrWithTwoValues_isRefusedWith4024(String keys, String codes) {
        assertEquals(codes, issuing.outcome("AUTH&level=1&kid=^k&" + keys));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800"})
    void cookie_controlCharacters_areRefusedWith2033(String control) {
        assertEquals("-2033", issuing.outcome(VALID + "&cookie=a" + control + "b"));
    }

    /** Keeps what the plug-in was told last. */
    private static final class Observing extends FakeDrm.Forwarding {
        private boolean persistent;

        Observing(DrmSystem system) {
            super(system);
        }

        @Override
        public Optional<DrmPolicy> parse(PolicyRequest request) {
            persistent = request.persistent();
            return super.parse(request);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, generalFlags=0001, true, issued",
        "true, generalFlags=00000001, true, issued",
        "true, generalFlags=0000, false, issued",
        "true, cookie=c, false, issued",
        "true, generalFlags=1, false, -5003",
        "true, generalFlags=000001, false, -5003",
        "true, generalFlags=0002, false, -5003",
        "true, generalFlags=00000000&generalFlags=00000001, false, -5003",
        "false, generalFlags=00000000, false, issued",
        "false, generalFlags=0001, false, -5003",
        "false, generalFlags=00000001, false, -5003"
    })
    void generalFlags_maySayThatTheLicenceIsKept_forAnAccountWithTheOption(
            boolean option, String flags, boolean persistent, String outcome) {
        List<Observing> systems = new ArrayList<>();
        Issuing persistable = new Issuing(FakeDrm.persistable().working(system -> {
            systems.add(new Observing(system));
            return systems.get(0);
        }));
        persistable.with(account -> account.persistence(option));
        assertEquals(outcome, persistable.outcome("AUTH&level=1&contentKey=KEY&" + flags));
        assertEquals(persistent, systems.get(0).persistent);
    }

    @Test
    void generalFlags_ofADrmWhoseLicencesCannotBeKept_areZeroForEveryAccount() {
        issuing.with(account -> account.persistence(true));
        assertEquals("-5003", issuing.outcome(VALID + "&generalFlags=00000001"));
    }

    @Test
    void cookie_upTo32Characters_countsCharactersRatherThanUnits() {
        String cookie = "🎬".repeat(32);
        assertEquals(
                Optional.of(cookie), issuing.claims(VALID + "&cookie=" + cookie).cookie());
        assertEquals("-2033", issuing.outcome(VALID + "&cookie=" + cookie + "🎬"));
    }

    @Test
    void violations_comeInTheOrderOfTheTablesWhateverTheOrderOfTheRequest() {
        assertEquals(
                "-3004 -5003 -4024 -4022 -4024 -2027 -6005 -2002 -2033 -9002 -9004",
                issuing.outcome("level=0&deviceId=d&cookie=\n&expirationTime=x&contentKey=x&ek=x&kid=^&kek=x"
                        + "&generalFlags=1&errorFormat=x&AUTH"));
    }

    @Test
    void integrityCheck_isAnsweredAfterTheParameters() {
        assertEquals("-2033 -9004 -4024", issuing.outcome("AUTH&level=0&kid=^k&kek=OTHERKEK&ek=EK&cookie=\n"));
    }

    @Test
    void deviceId_ofADrmThatReadsItItself_isNotRefused_andIsOneOfItsParameters() {
        Parameter<String> deviceId = Parameter.<String>named("deviceId")
                .meaning("The device")
                .invalid(FakeDrm.Code.LEVEL_INVALID)
                .parser(Parsed::valid)
                .build();
        UnaryOperator<DrmRules.Builder> allowing = rules -> rules.deviceIdRefused(Optional.empty());
        Issuing reading = new Issuing(FakeDrm.of("fk", allowing).reading(FakeDrm.LEVEL, deviceId));
        assertEquals(
                ImmutableSet.of(),
                reading.issue("AUTH&level=1&contentKey=KEY&deviceId=d").ignoredParameters());
        Issuing without = new Issuing(FakeDrm.of("fk", allowing));
        assertEquals(
                ImmutableSet.of("deviceId"),
                without.issue("AUTH&level=1&contentKey=KEY&deviceId=d").ignoredParameters());
    }

    @Test
    void errorFormat_isThatOfTheRefusalAndOfTheToken() {
        assertEquals(ErrorFormat.JSON, refusal("level=1&errorFormat=json").errorFormat());
        assertEquals(ErrorFormat.JSON, refusal("AUTH&errorFormat=json").errorFormat());
        assertEquals(ErrorFormat.HTML, refusal("AUTH&errorFormat=xml").errorFormat());
        assertEquals(ErrorFormat.HTML, refusal("AUTH").errorFormat());
        assertEquals(
                ErrorFormat.JSON, issuing.claims(VALID + "&errorFormat=json").errorFormat());
        assertEquals(ErrorFormat.HTML, issuing.claims(VALID).errorFormat());
    }

    private TokenRefusedException refusal(String query) {
        return issuing.refusal(issuing.request(query)).orElseThrow();
    }
}
