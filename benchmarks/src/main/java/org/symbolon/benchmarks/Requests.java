package org.symbolon.benchmarks;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Caller;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * The requests that are measured, and a service that knows their caller: an account without a balance, so that no store
 * is asked.
 */
final class Requests {
    static final DrmId WIDEVINE = new DrmId("wv");
    static final DrmId FAIRPLAY = new DrmId("fp");

    private static final AccountId ACCOUNT = new AccountId(201722);
    private static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    private static final String CALLER = "customerAuthenticator=201722," + SECRET + "&";
    private static final String KEYS =
            "errorFormat=json&generalFlags=00000000&kid=8476d8ee2d9f49d7a2d1c9f7d1bb9fb4&contentKey=0fd3a5b3b0ec5ef1b4ac8d36fc5b1e6c&";
    private static final String END = "expirationTime=+86400&cookie=session-4711";

    /** What a Widevine client usually sends. */
    static final String USUAL_WIDEVINE =
            CALLER + KEYS + "securityLevel=1&hdcpOutputControl=0&licenseDuration=3600&" + END;

    /** The same with a security level and a content key that are none. */
    static final String INVALID_WIDEVINE =
            USUAL_WIDEVINE.replace("securityLevel=1", "securityLevel=9").replace("contentKey=0", "contentKey=x");

    static final String WRONG_SECRET = USUAL_WIDEVINE.replace(SECRET, "00000000000000000000000000000000");

    static final String UNKNOWN_CUSTOMER = USUAL_WIDEVINE.replace("201722,", "201723,");

    /** What a FairPlay client usually sends. */
    static final String USUAL_FAIRPLAY =
            CALLER + KEYS + "iv=2f1c3d6a9be04e5db7a1c0ffee15600d&rentalDuration=3600&" + END;

    private Requests() {}

    static Symbolon service() {
        return service(new InMemoryStores());
    }

    static Symbolon service(Stores stores) {
        Symbolon symbolon = Symbolon.builder()
                .stores(stores)
                .licenseBases(ImmutableMap.of(
                        Environment.PRODUCTION, "http://127.0.0.1:8080", Environment.TEST, "http://127.0.0.1:8080"))
                .build();
        Account account = Account.builder()
                .id(ACCOUNT)
                .putOptions(WIDEVINE, DrmOption.ENABLED)
                .putOptions(FAIRPLAY, DrmOption.ENABLED)
                .addAuthenticators(Authenticator.of(
                        ACCOUNT,
                        Environment.PRODUCTION,
                        AuthenticatorSecret.parse(SECRET).orElseThrow()))
                .build();
        symbolon.accounts().change(ACCOUNT, before -> account);
        return symbolon;
    }

    /**
     * The parameters of a query as an adapter decodes them: their texts are new ones, not the constants of the service.
     */
    static ImmutableMap<String, String> decoded(String query) {
        return ImmutableMap.copyOf(Splitter.on('&').withKeyValueSeparator('=').split(query));
    }

    /** A request as an adapter makes it. */
    static TokenRequest of(DrmId drm, ImmutableMap<String, String> decoded) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        decoded.forEach(parameters::add);
        return TokenRequest.of(drm, Caller.of(Environment.PRODUCTION), parameters.build());
    }
}
