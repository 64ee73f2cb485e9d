package org.symbolon.http.limit;

import io.micrometer.core.instrument.Counter;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.http.server.RefusedCallException;

/** One limit: how often each may ask, how often each has asked, and what those beyond it are told. */
record Limit(Buckets buckets, RateLimit usual, Counter refused, String message) {

    /**
     * Counts a request.
     *
     * @throws RefusedCallException with status 429 if it is one too many
     */
    void require(long key, RateLimit rate) {
        refuseUnlessZero(buckets.take(key, rate));
    }

    /**
     * Refuses a request unless one more may be made, and counts none.
     *
     * @throws RefusedCallException with status 429 if it may not
     */
    void refuseIfUsedUp(long key) {
        refuseUnlessZero(buckets.peek(key));
    }

    boolean isUsedUp(long key) {
        return buckets.peek(key) > 0;
    }

    private void refuseUnlessZero(long seconds) {
        if (seconds > 0) {
            refused.increment();
            throw RefusedCallException.tooMany(seconds, message);
        }
    }
}
