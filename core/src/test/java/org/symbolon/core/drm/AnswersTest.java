package org.symbolon.core.drm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;

/** What plug-ins return: {@link DrmAnswer}, {@link License}, {@link LicenseRefusedException} and {@link DrmRules}. */
class AnswersTest {
    private static final Explanation WHY = Explanation.of("rule", "expected", "got", "cause");
    private static final Violation REFUSED = Violation.of(FakeDrm.Code.LICENSE_FAILED, "no licence");

    @Test
    void answer_isACopyOfTheBytes_withTheUsualStatusUnlessItHasItsOwn() {
        byte[] bytes = {1, 2};
        DrmAnswer answer = DrmAnswer.of("application/json; charset=utf-8", bytes);
        bytes[0] = 9;
        answer.body()[1] = 9;
        assertArrayEquals(new byte[] {1, 2}, answer.body());
        assertEquals("application/json; charset=utf-8", answer.mediaType());
        assertEquals(OptionalInt.empty(), answer.status());
        assertEquals(OptionalInt.of(500), answer.withStatus(500).status());
        assertFalse(answer.toString().contains("1, 2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 199, 600, -1})
    void answer_withAStatusThatEndsNoRequest_isRefused(int status) {
        DrmAnswer answer = DrmAnswer.of("text/xml", new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> answer.withStatus(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "a/b/c",
                "text/xml\r\nX: y",
                "text/plain;\r\n charset=utf-8",
                "text/plain;\tcharset=utf-8",
                "text/plain; a=\"x\ny\"",
                "text/plain; a=\"\u0000\"",
                "text/plain; a=\"\u007f\"",
                "text/plain; a=\"\u00fc\""
            })
    void answer_withAMediaTypeThatIsNone_isRefused(String type) {
        assertThrows(IllegalArgumentException.class, () -> DrmAnswer.of(type, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> License.of(type, new byte[0]));
    }

    @Test
    void answer_withALongMediaType_isRefused() {
        String longest = "text/" + "x".repeat(250);
        assertEquals(longest, DrmAnswer.of(longest, new byte[0]).mediaType());
        assertThrows(IllegalArgumentException.class, () -> DrmAnswer.of(longest + "x", new byte[0]));
    }

    @Test
    void refusal_keepsEverythingThatIsAddedToIt() {
        DrmAnswer answer = FakeDrm.answer("own");
        Throwable cause = new IllegalStateException("cause");
        for (LicenseRefusedException refusal : new LicenseRefusedException[] {
            new LicenseRefusedException(REFUSED, WHY)
                    .withDevice(ImmutableMap.of("model", "m"))
                    .causedBy(cause)
                    .answeredWith(answer),
            new LicenseRefusedException(REFUSED, WHY)
                    .answeredWith(answer)
                    .causedBy(cause)
                    .withDevice(ImmutableMap.of("model", "m"))
        }) {
            assertEquals(REFUSED, refusal.violations().get(0));
            assertEquals(WHY, refusal.explanation());
            assertEquals(ImmutableMap.of("model", "m"), refusal.device());
            assertSame(cause, refusal.getCause());
            assertEquals(Optional.of(answer), refusal.answer());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, -1})
    void rules_withAnotherNumberOfKeys_areRefused(int keys) {
        assertThrows(IllegalStateException.class, () -> FakeDrm.of("fk", rules -> rules.maxKeys(keys)));
    }

    @Test
    void rules_byDefault_areThoseOfOneKey() {
        DrmRules rules = FakeDrm.withoutKid().rules();
        assertEquals(1, rules.maxKeys());
        assertFalse(rules.kidRequired());
        assertEquals(-4010, rules.tokenOfAnotherDrm().number());
    }
}
