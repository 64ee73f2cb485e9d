package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.TokenGrant;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.settings.SettingsException;

/** What core makes of a plug-in's answers and faults when a token is issued. */
class PluginAtIssueTest {
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY";

    private static Issuing issuing(Change system) {
        return new Issuing(FakeDrm.withKid().working(system::apply));
    }

    /** Changes a working part. */
    private interface Change {
        DrmSystem apply(DrmSystem system);
    }

    /** Everything that a method might throw without declaring it, also types that mean something elsewhere in core. */
    static Stream<Throwable> faults() {
        return Stream.of(
                new IllegalStateException("broken"),
                new IllegalArgumentException("broken"),
                new NullPointerException("broken"),
                new MalformedFieldsException("broken"),
                new StoreUnavailableException("broken"),
                new RefusedException(ImmutableList.of(Violation.of(SharedError.INVALID_KID, "kid", "kid is broken"))),
                new PluginException("broken"),
                new SettingsException("broken"),
                new NoClassDefFoundError("org/example/Missing"),
                new AbstractMethodError("broken"),
                new AssertionError("broken"),
                new ExceptionInInitializerError("broken"),
                new IOException("broken"),
                new StackOverflowError("broken"));
    }

    /** Throws the fault; a plug-in in another language can throw a checked exception anywhere. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable fault) throws T {
        throw (T) fault;
    }

    private static void assertFails(Issuing issuing, String method, Throwable cause) {
        PluginFailedException failure = assertThrows(PluginFailedException.class, () -> issuing.issue(VALID));
        assertSame(cause, failure.getCause());
        assertEquals("the plug-in fk failed in " + method, failure.getMessage());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void parse_thatThrows_isAFaultOfThePlugin_andNeverBadInput(Throwable fault) {
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                throw thrown(fault);
            }
        });
        assertFails(issuing, "parse", fault);
        assertEquals(List.of(), issuing.records(), "it is not recorded as a refusal");
    }

    @Test
    void parse_thatThrowsAfterAViolation_isStillAFault() {
        IllegalStateException fault = new IllegalStateException("broken");
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                request.refuse(FakeDrm.Code.LEVEL_INVALID, FakeDrm.LEVEL, "is refused");
                throw fault;
            }
        });
        assertFails(issuing, "parse", fault);
    }

    @Test
    void parse_thatReturnsNothingWithoutAViolation_isAFault() {
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                return Optional.empty();
            }
        });
        PluginFailedException failure = assertThrows(PluginFailedException.class, () -> issuing.issue(VALID));
        assertEquals("the plug-in fk returned neither a policy nor a violation", failure.getMessage());
        assertEquals("-2005", issuing.outcome("AUTH&level=1&kid=^k"), "there is a violation, though of core");
    }

    @Test
    void parse_thatReturnsNull_isAFault() {
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            @SuppressWarnings("OptionalAssignedToNull") // what this test is about
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                return null;
            }
        });
        PluginFailedException failure = assertThrows(PluginFailedException.class, () -> issuing.issue(VALID));
        assertEquals("the plug-in fk returned null from parse", failure.getMessage());
    }

    @Test
    void parse_thatReturnsAPolicyAndAViolation_isRefused() {
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                request.refuse(FakeDrm.Code.LEVEL_INVALID, FakeDrm.LEVEL, "is refused");
                return super.parse(request);
            }
        });
        assertEquals("-9004", issuing.outcome(VALID));
    }

    private static Issuing encoding(Supplier<Void> encode, Supplier<Void> encodeKey) {
        return issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmPolicy> parse(PolicyRequest request) {
                return Optional.of(new DrmPolicy() {
                    @Override
                    public void encode(FieldWriter fields) {
                        encode.get();
                    }

                    @Override
                    public void encodeKey(int position, FieldWriter fields) {
                        encodeKey.get();
                    }

                    @Override
                    public ImmutableListMultimap<String, String> parameters() {
                        return ImmutableListMultimap.of();
                    }
                });
            }
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void encode_thatThrows_isAFaultOfThePlugin(Throwable fault) {
        assertFails(
                encoding(
                        () -> {
                            throw thrown(fault);
                        },
                        () -> null),
                "encode",
                fault);
        assertFails(
                encoding(() -> null, () -> {
                    throw thrown(fault);
                }),
                "encodeKey",
                fault);
    }

    private static Issuing answering(Supplier<Optional<DrmAnswer>> answer) {
        return issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
                return answer.get();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tokenAnswer_thatThrows_isAFaultOfThePlugin(Throwable fault) {
        assertFails(
                answering(() -> {
                    throw thrown(fault);
                }),
                "tokenAnswer",
                fault);
    }

    @Test
    void tokenAnswer_thatReturnsNull_isAFault() {
        Issuing issuing = answering(() -> null);
        PluginFailedException failure = assertThrows(PluginFailedException.class, () -> issuing.issue(VALID));
        assertEquals("the plug-in fk returned null from tokenAnswer", failure.getMessage());
    }

    @Test
    void tokenAnswer_isPassedOn() {
        List<TokenGrant> grants = new ArrayList<>();
        Issuing issuing = issuing(system -> new FakeDrm.Forwarding(system) {
            @Override
            public Optional<DrmAnswer> tokenAnswer(TokenGrant grant) {
                grants.add(grant);
                return Optional.of(FakeDrm.answer("{\"url\": \"" + grant.licenseUrl() + "\"}")
                        .withStatus(201));
            }
        });

        IssuedToken issued = issuing.issue(VALID);

        DrmAnswer answer = issued.answer().orElseThrow();
        assertEquals("application/x-fake", answer.mediaType());
        assertEquals(201, answer.status().orElseThrow());
        assertEquals("{\"url\": \"" + issued.licenseUrl() + "\"}", new String(answer.body(), StandardCharsets.UTF_8));
        TokenGrant grant = grants.get(0);
        assertEquals(issued.licenseUrl(), grant.licenseUrl());
        assertTrue(issued.licenseUrl().endsWith("=" + grant.token().text()));
        assertEquals(issued.token(), grant.token());
        assertEquals(issuing.claims(issued), grant.claims());
    }

    @Test
    void tokenAnswer_thatIsNotGiven_isEmpty() {
        assertEquals(
                Optional.empty(), new Issuing(FakeDrm.withKid()).issue(VALID).answer());
    }
}
