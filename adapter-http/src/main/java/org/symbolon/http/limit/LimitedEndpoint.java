package org.symbolon.http.limit;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.BooleanSupplier;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.http.server.Admission;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.Endpoint;
import org.symbolon.http.server.RefusedCallException;

/**
 * An endpoint whose callers are held to limits: the address before anything else, the account once it is known, so that
 * nobody uses up the limit of another with a wrong secret. Where many attempts of an address have failed, those that
 * would fail too are refused with less work. A right secret costs little to check, so it is always checked.
 *
 * @param limits those of its kind
 */
record LimitedEndpoint(Endpoint endpoint, Limits.OfRoute limits) implements Endpoint {
    /** How many addresses together can use up what the viewers of an account may ask. */
    private static final int SHARES = 4;

    @Override
    public Future<Answer> handle(Call call) {
        if (call.method().equals(HttpMethod.OPTIONS)) {
            // A browser would not show the page why its preflight was refused.
            return endpoint.handle(call);
        }
        Held held = new Held(call);
        held.requireAddress();
        call.admission(held);
        try {
            Future<Answer> outcome = endpoint.handle(call);
            return outcome.succeeded()
                    ? outcome
                    : outcome.recover(failure -> {
                        held.failed(failure);
                        return Future.failedFuture(failure);
                    });
        } catch (RefusedException refusal) {
            held.failed(refusal);
            throw refusal;
        }
    }

    /** A call that is held to the limits. */
    private final class Held implements Admission {
        private final Call call;
        private boolean known;

        Held(Call call) {
            this.call = call;
        }

        void requireAddress() {
            requireUsual(limits.address);
        }

        private void requireUsual(Limit ofAddress) {
            if (!ofAddress.usual().isOff()) {
                call.callerAddress()
                        .map(ofAddress.buckets()::key)
                        .ifPresent(from -> ofAddress.require(from, ofAddress.usual()));
            }
        }

        @Override
        public void known(AccountId account) {
            RateLimit rate = known ? RateLimit.OFF : limits.ofAccount(account);
            known = true;
            if (rate.isOff()) {
                return;
            }
            call.log().account(account);
            if (limits.isShared()) {
                call.callerAddress()
                        .map(from -> limits.share.buckets().key(account, from))
                        .ifPresent(both -> limits.share.require(both, part(rate)));
            }
            limits.account.require(Buckets.key(account), rate);
        }

        @Override
        public void attempt(BooleanSupplier valid) {
            if (!limits.failure.usual().isOff()) {
                call.callerAddress()
                        .map(limits.failure.buckets()::key)
                        .filter(from -> limits.failure.isUsedUp(from) && !valid.getAsBoolean())
                        .ifPresent(limits.failure::refuseIfUsedUp);
            }
        }

        /**
         * Counts a failure of an attempt to authenticate.
         *
         * @throws RefusedCallException with status 429, to be answered instead, if there were too many
         */
        void failed(Throwable failure) {
            if (isFailedAttempt(failure)) {
                requireUsual(limits.failure);
            }
        }
    }

    private static RateLimit part(RateLimit whole) {
        return new RateLimit(
                (whole.requests() + SHARES - 1) / SHARES, whole.period(), (whole.burst() + SHARES - 1) / SHARES);
    }

    /** Whether it is a refusal of somebody who did not prove who asks: neither by an authenticator nor by a token. */
    private static boolean isFailedAttempt(Throwable failure) {
        if (failure instanceof TokenRefusedException token && token.account().isPresent()) {
            return false;
        }
        if (failure instanceof RedemptionRefusedException token
                && token.claims().isPresent()) {
            return false;
        }
        return failure instanceof RefusedException refusal
                && refusal.violations().stream().anyMatch(violation -> violation.kind() == ErrorKind.AUTHENTICATION);
    }
}
