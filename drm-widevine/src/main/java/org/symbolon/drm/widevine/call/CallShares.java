package org.symbolon.drm.widevine.call;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.net.URI;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.TokenId;

/**
 * Divides the calls to licence services that may be in flight at the same time. How many calls a service, an account or
 * a token may have depends on how many are still free: a service fewer than twice as many, an account fewer than as
 * many, a token fewer than half as many. So one that is slow, or asks for many licences, leaves room for all others,
 * and a lone one can use most of the room. Of 48 calls a lone token gets 16, a lone account 24 and a lone service 32.
 */
final class CallShares {
    private final int max;
    /** Services, accounts and tokens, each as often as it has calls in flight. Their types differ. */
    private final Multiset<Object> inFlight = HashMultiset.create();

    private int calls;

    /**
     * A call to a licence service, for one redemption.
     *
     * @param service the address that is called
     * @param account the account of the token
     * @param token the token, which belongs to one viewer
     */
    record Call(URI service, AccountId account, TokenId token) {}

    /** Shares of this many calls. */
    CallShares(int max) {
        this.max = max;
    }

    /** Whether the call may be made now. If so, the caller must {@link #release} it afterwards. */
    synchronized boolean tryAcquire(Call call) {
        int free = max - calls;
        if (free <= 0
                || inFlight.count(call.service()) >= 2 * free
                || inFlight.count(call.account()) >= free
                || 2 * inFlight.count(call.token()) >= free) {
            return false;
        }
        calls++;
        inFlight.add(call.service());
        inFlight.add(call.account());
        inFlight.add(call.token());
        return true;
    }

    /** Ends a call. */
    synchronized void release(Call call) {
        calls--;
        inFlight.remove(call.service());
        inFlight.remove(call.account());
        inFlight.remove(call.token());
    }
}
