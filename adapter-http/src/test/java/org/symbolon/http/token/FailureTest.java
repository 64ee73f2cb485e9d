package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.key.KeyLookup;
import org.symbolon.core.value.DrmId;
import org.symbolon.drm.widevine.WidevinePlugin;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.TestService;

/** Whatever goes wrong inside, there is an answer, and it says nothing of the cause. */
final class FailureTest {
    /**
     * Named by {@code kid}, so that a request chooses what goes wrong: an exception that nobody foresaw, or an error as
     * of a jar that does not fit.
     */
    private static final KeyLookup FAILING = (scope, kid) -> {
        if (kid.toString().startsWith("0")) {
            throw new IllegalStateException("the secret cause");
        }
        throw new NoClassDefFoundError("the secret cause");
    };

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(ImmutableMap.of(), parts -> parts.keyLookup(FAILING));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static ListMultimap<String, String> request(String kid) {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.removeAll("contentKey");
        parameters.put("kek", TestService.KEK);
        parameters.replaceValues("kid", List.of(kid));
        return parameters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000000000000000000000000000", "ffffffffffffffffffffffffffffffff"})
    void failureInside_isAnswered500WithAReferenceForGetAndPost(String kid) {
        assertAnswered(service.get("wv", request(kid)));
        assertAnswered(service.post(
                "/hms/wv/token",
                TestService.encode(request(kid)),
                "Content-Type",
                "application/x-www-form-urlencoded"));
    }

    /** On the event loop, where nobody but the endpoint is there to catch it. */
    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "assertion", "recursion", "nothing", "null"})
    void pluginThatFails_isAnswered500WithAReferenceForGetAndPost(String cookie) {
        ListMultimap<String, String> parameters = TestService.valid("wv");
        parameters.put("cookie", cookie);
        try (TestService failing = TestService.start(new FailingPlugin(new WidevinePlugin()))) {
            assertAnswered(failing.get("wv", parameters));
            assertAnswered(failing.post(
                    "/hms/wv/token",
                    TestService.encode(parameters),
                    "Content-Type",
                    "application/x-www-form-urlencoded"));
        }
    }

    private static void assertAnswered(HttpResponse<String> response) {
        String reference = response.headers().firstValue("Error-Reference").orElseThrow();
        assertEquals(500, response.statusCode());
        assertTrue(AnswerJson.of(response).get("message").asString().endsWith(reference), response.body());
        assertFalse(response.body().contains("secret cause"), response.body());
    }

    /**
     * A plug-in that fails at work in the way that the cookie names; without one, with an exception.
     */
    private record FailingPlugin(DrmPlugin whole) implements DrmPlugin {

        @Override
        public int interfaceVersion() {
            return whole.interfaceVersion();
        }

        @Override
        public DrmId id() {
            return whole.id();
        }

        @Override
        public String displayName() {
            return whole.displayName();
        }

        @Override
        public ImmutableList<ErrorCode> errorCodes() {
            return whole.errorCodes();
        }

        @Override
        public DrmRules rules() {
            return whole.rules();
        }

        @Override
        public ImmutableList<Parameter<?>> parameters() {
            return whole.parameters();
        }

        private static final Parameter<String> COOKIE = Parameter.<String>named("cookie")
                .meaning("What the request says")
                .invalid(SharedError.INVALID_COOKIE)
                .parser(Parsed::valid)
                .build();

        @Override
        public DrmSystem create(DrmContext context) {
            return new DrmSystem() {
                @Override
                @SuppressWarnings("OptionalAssignedToNull") // what this test is about
                public Optional<DrmPolicy> parse(PolicyRequest request) {
                    return switch (request.read(COOKIE).orElse("")) {
                        case "error" -> throw new NoClassDefFoundError("the secret cause");
                        case "assertion" -> throw new AssertionError("the secret cause");
                        case "recursion" -> parse(request);
                        case "nothing" -> Optional.empty();
                        case "null" -> null;
                        default -> throw new IllegalStateException("the secret cause");
                    };
                }

                @Override
                public DrmPolicy decode(EncodedPolicy policy) {
                    throw new IllegalStateException("the secret cause");
                }
            };
        }
    }
}
