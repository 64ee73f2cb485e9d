package org.symbolon.core.redeem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.SealedToken;

/** What core makes of a plug-in's answers and faults when a token is redeemed. */
class PluginAtRedemptionTest {
    private static Redeeming redeeming(UnaryOperator<DrmSystem> system) {
        return new Redeeming(Redeeming.DRM.working(system));
    }

    /** Faults that no method declares, also of types that mean something elsewhere in core. */
    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("secret text"),
                new IllegalArgumentException("secret text"),
                new StoreUnavailableException("secret text"),
                new RefusedException(ImmutableList.of(Violation.of(SharedError.INVALID_KID, "kid", "secret text"))),
                new PluginException("secret text"),
                new UnsupportedOperationException("secret text"),
                new NoClassDefFoundError("secret text"),
                new AssertionError("secret text"),
                new IOException("secret text"),
                new StackOverflowError("secret text"));
    }

    /** Throws the fault; a plug-in in another language can throw a checked exception anywhere. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable fault) throws T {
        throw (T) fault;
    }

    private static Redeeming licensing(Supplier<License> license) {
        return redeeming(system -> new FakeDrm.Forwarding(system) {
            @Override
            public License license(LicenseRequest request) {
                return license.get();
            }
        });
    }

    private static Redeeming decoding(Supplier<DrmPolicy> policy) {
        return redeeming(system -> new FakeDrm.Forwarding(system) {
            @Override
            public DrmPolicy decode(EncodedPolicy encoded) {
                return policy.get();
            }
        });
    }

    private static RedemptionRefusedException assertFailed(Redeeming redeeming, String message) {
        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, redeeming.token(), "hello").orElseThrow();
        assertEquals(-9008, refusal.violations().get(0).code().number());
        assertEquals(PluginFailedException.class, refusal.getCause().getClass());
        assertEquals(message, refusal.getCause().getMessage());
        String shown = refusal.getMessage() + refusal.violations() + refusal.explanation() + redeeming.records();
        assertFalse(shown.contains("secret text"), shown);
        return refusal;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void license_thatThrows_isAnsweredWithTheCodeOfLicenseFailed_andTheCauseIsKept(Throwable fault) {
        RedemptionRefusedException refusal = assertFailed(
                licensing(() -> {
                    throw thrown(fault);
                }),
                "the plug-in fk failed in license");
        assertSame(fault, refusal.getCause().getCause());
        assertTrue(refusal.explanation().got().contains(fault.getClass().getSimpleName()));
    }

    @Test
    void license_thatThrowsMalformedFields_isAFaultOfThePluginToo() {
        MalformedFieldsException fault = new MalformedFieldsException("secret text");
        assertSame(
                fault,
                assertFailed(
                                licensing(() -> {
                                    throw thrown(fault);
                                }),
                                "the plug-in fk failed in license")
                        .getCause()
                        .getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "text/plain;\r\n charset=utf-8", "text/plain; a=\"x\ny\""})
    void license_withAMediaTypeThatHttpCannotSend_isAnsweredWithTheCodeOfLicenseFailed(String mediaType) {
        RedemptionRefusedException refusal = assertFailed(
                licensing(() -> License.of(mediaType, new byte[] {1})), "the plug-in fk failed in license");
        assertEquals(
                IllegalArgumentException.class, refusal.getCause().getCause().getClass());
    }

    @Test
    void license_thatReturnsNull_isAFault() {
        assertFailed(licensing(() -> null), "the plug-in fk returned null from license");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void decode_thatThrows_isAnsweredWithTheCodeOfLicenseFailed_andNotAsABadToken(Throwable fault) {
        RedemptionRefusedException refusal = assertFailed(
                decoding(() -> {
                    throw thrown(fault);
                }),
                "the plug-in fk failed in decode");
        assertSame(fault, refusal.getCause().getCause());
    }

    @Test
    void decode_thatReturnsNull_isAFault() {
        assertFailed(decoding(() -> null), "the plug-in fk returned null from decode");
    }

    @Test
    void decode_thatThrowsMalformedFields_isABadToken() {
        Redeeming redeeming = decoding(() -> {
            throw new MalformedFieldsException("field 7 is unknown");
        });
        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, redeeming.token(), "hello").orElseThrow();
        assertEquals(-4010, refusal.violations().get(0).code().number());
        assertEquals("field 7 is unknown", refusal.explanation().got());
        assertEquals(null, refusal.getCause());
    }

    @Test
    void refusalOfThePlugin_withAnAnswerOfItsOwn_isAnsweredWithThat() {
        Redeeming redeeming = new Redeeming();
        RedemptionRefusedException refusal = redeeming
                .refusal(Redeeming.RIGHTS, redeeming.token(), "refuse in your own words")
                .orElseThrow();
        assertEquals(-4001, refusal.violations().get(0).code().number());
        assertEquals("own words", text(refusal));
        assertEquals("fake", refusal.device().get("model"));
        assertEquals(
                Optional.empty(),
                redeeming
                        .refusal(Redeeming.RIGHTS, redeeming.token(), "refuse")
                        .orElseThrow()
                        .answer());
    }

    private static String text(RedemptionRefusedException refusal) {
        return new String(refusal.answer().orElseThrow().body(), StandardCharsets.UTF_8);
    }

    private static UnaryOperator<DrmSystem> answering(List<LicenseRefusal> seen) {
        return system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
                seen.add(refusal);
                return Optional.of(
                        FakeDrm.answer("fault " + refusal.violation().code().number() + " " + refusal.reference())
                                .withStatus(500));
            }
        };
    }

    @Test
    void refusalAnswer_isAskedForRefusalsByThePlugin_andNotForThoseWithAnAnswer() {
        List<LicenseRefusal> seen = new ArrayList<>();
        Redeeming redeeming = redeeming(answering(seen));
        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, redeeming.token(), "refuse").orElseThrow();
        assertEquals("fault -4001 " + refusal.reference(), text(refusal));
        assertEquals(500, refusal.answer().orElseThrow().status().orElseThrow());
        assertEquals(Optional.of(Redeeming.ID), seen.get(0).claims().map(TokenClaims::id));
        assertEquals(refusal.violations().get(0), seen.get(0).violation());
        assertTrue(Reference.isValid(seen.get(0).reference()));

        assertEquals(
                "own words",
                text(redeeming
                        .refusal(Redeeming.RIGHTS, redeeming.token(), "refuse in your own words")
                        .orElseThrow()));
        assertEquals(1, seen.size());
    }

    @Test
    void refusalAnswer_isAskedForRefusalsByCore() {
        List<LicenseRefusal> seen = new ArrayList<>();
        Redeeming redeeming = redeeming(answering(seen));
        RedemptionRefusedException noToken = redeeming
                .refusal(Redeeming.RIGHTS, new SealedToken("x"), "hello")
                .orElseThrow();
        assertEquals("fault -4010 " + noToken.reference(), text(noToken));
        assertEquals(Optional.empty(), seen.get(0).claims());

        SealedToken token = redeeming.token();
        redeeming.at(Redeeming.END);
        RedemptionRefusedException ended =
                redeeming.refusal(Redeeming.RIGHTS, token, "hello").orElseThrow();
        assertEquals("fault -4010 " + ended.reference(), text(ended));
        assertEquals(Optional.of(Redeeming.ID), seen.get(1).claims().map(TokenClaims::id));
    }

    @Test
    void refusalAnswer_isAskedForAFaultOfThePluginToo() {
        List<LicenseRefusal> seen = new ArrayList<>();
        Redeeming redeeming = redeeming(answering(seen));
        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, redeeming.token(), "fail").orElseThrow();
        assertEquals("fault -9008 " + refusal.reference(), text(refusal));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusalAnswer_thatThrows_leavesTheRefusalAsItIs(Throwable fault) {
        Redeeming redeeming = redeeming(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
                throw thrown(fault);
            }
        });
        RedemptionRefusedException refusal =
                redeeming.refusal(Redeeming.RIGHTS, redeeming.token(), "refuse").orElseThrow();
        assertEquals(-4001, refusal.violations().get(0).code().number());
        assertEquals(Optional.empty(), refusal.answer());
        assertEquals(1, redeeming.records().size());
    }

    @Test
    void refusalAnswer_thatReturnsNull_leavesTheRefusalAsItIs() {
        Redeeming redeeming = redeeming(system -> new FakeDrm.Forwarding(system) {
            @Override
            @SuppressWarnings("OptionalAssignedToNull") // what this test is about
            public Optional<DrmAnswer> refusalAnswer(LicenseRefusal refusal) {
                return null;
            }
        });
        assertEquals(
                Optional.empty(),
                redeeming
                        .refusal(Redeeming.RIGHTS, redeeming.token(), "refuse")
                        .orElseThrow()
                        .answer());
    }

    @Test
    void tokenOfSeveralKeys_isRedeemedWithAllOfThem() {
        List<Integer> keys = new ArrayList<>();
        Redeeming redeeming = new Redeeming(FakeDrm.ofSeveralKeys().working(system -> new FakeDrm.Forwarding(system) {
            @Override
            public License license(LicenseRequest request) {
                keys.add(request.claims().keys().size());
                return super.license(request);
            }
        }));
        SealedToken token = redeeming.sealer.seal(Redeeming.claimsOfTwoKeys().build());
        License license = redeeming.redeemer().redeem(Redeeming.RIGHTS, token, Redeeming.challenge("hello"));
        assertEquals("hello [3, 1] 0", new String(license.answer().body(), StandardCharsets.UTF_8));
        assertEquals(List.of(2), keys);
    }
}
