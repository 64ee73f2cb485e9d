package org.symbolon.drm.widevine.call;

import com.google.common.base.Ticker;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.AccountId;

/**
 * Decides whether a licence service may be called for a redemption, so that a service that does not answer, and a
 * viewer or an account that asks for very many licences, take neither the threads nor the calls of others. It refuses
 * at once. Whether a service answers is judged for each account, because one account's viewers must not be able to stop
 * the licences of another.
 */
public final class ServiceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceGuard.class);
    private static final int MAX_BREAKERS = 10_000;
    private static final Duration BREAKER_UNUSED = Duration.ofHours(1);

    private final ErrorCode code;
    private final Duration pause;
    private final CallShares shares;
    private final LoadingCache<ServiceOfAccount, CircuitBreaker> breakers;

    private record ServiceOfAccount(URI service, AccountId account) {}

    /**
     * A guard with the limits of the settings.
     *
     * @param code the code of the refusals
     * @param ticker measures how long a service is left alone
     */
    public ServiceGuard(Settings settings, ErrorCode code, Ticker ticker) {
        this.code = code;
        this.pause = settings.get(ServiceCalls.PAUSE);
        this.shares = new CallShares(settings.get(ServiceCalls.MAX_CALLS));
        this.breakers = CacheBuilder.newBuilder()
                .maximumSize(MAX_BREAKERS)
                .expireAfterAccess(BREAKER_UNUSED)
                .build(CacheLoader.from(key -> new CircuitBreaker(ticker, pause)));
    }

    /**
     * Admits a call, which the caller must close when it has ended.
     *
     * @param service the address that is called
     * @throws LicenseRefusedException if there are too many calls, or the service is left alone
     */
    public Admitted admit(URI service, TokenClaims claims) {
        CallShares.Call call = new CallShares.Call(service, claims.account(), claims.id());
        if (!shares.tryAcquire(call)) {
            throw tooManyCalls();
        }
        return breakers.getUnchecked(new ServiceOfAccount(call.service(), call.account()))
                .begin()
                .map(attempt -> new Admitted(call, attempt))
                .orElseThrow(() -> {
                    shares.release(call);
                    return leftAlone();
                });
    }

    /** A call that was admitted. */
    public final class Admitted implements AutoCloseable {
        private final CallShares.Call call;
        private final CircuitBreaker.Attempt attempt;
        private boolean answered;

        private Admitted(CallShares.Call call, CircuitBreaker.Attempt attempt) {
            this.call = call;
            this.attempt = attempt;
        }

        /** Says that the service has answered. A call that is closed without an answer has failed. */
        public void answered() {
            answered = true;
        }

        @Override
        public void close() {
            shares.release(call);
            switch (attempt.ended(answered)) {
                case NONE -> {}
                case OPENED ->
                    LOG.warn(
                            "the licence service {} does not answer; licences for account {} are refused, and one call"
                                    + " tries it every {}",
                            call.service(),
                            call.account(),
                            pause);
                case CLOSED ->
                    LOG.info(
                            "the licence service {} answers again for account {}; licences are made again",
                            call.service(),
                            call.account());
            }
        }
    }

    private LicenseRefusedException leftAlone() {
        return refused(Explanation.of(
                "A licence service that does not answer is left alone for a while.",
                "a licence service that answered at least half of the last calls for this account",
                "one that did not; a call tries it again every " + pause,
                "The service is down or slow, its URL is wrong, or a firewall blocks the connection;"
                        + " symbolon credential list wv shows the URL."));
    }

    private LicenseRefusedException tooManyCalls() {
        return refused(Explanation.of(
                "The calls to licence services at the same time are limited, and shared among services, accounts and"
                        + " tokens.",
                "fewer calls in flight for this service, account or token than " + ServiceCalls.MAX_CALLS.name()
                        + " leaves for it",
                "as many calls as allowed",
                "The licence service is slow, or more players ask at the same time than the limit allows."));
    }

    private LicenseRefusedException refused(Explanation explanation) {
        return new LicenseRefusedException(Violation.of(code, "the licence service cannot be asked now"), explanation);
    }
}
