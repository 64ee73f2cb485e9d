package org.symbolon.drm.widevine.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.TokenId;

class CallSharesTest {
    private final CallShares shares = new CallShares(48);

    private static CallShares.Call call(int service, int account, int token) {
        return new CallShares.Call(
                URI.create("https://service" + service + ".example/p"),
                new AccountId(account),
                new TokenId(token, token));
    }

    /** Acquires until a call is refused; every call is for another token if {@code token} is 0. */
    private int fill(int service, int account, int token) {
        int acquired = 0;
        while (shares.tryAcquire(call(service, account, token == 0 ? 1000 * account + acquired : token))) {
            acquired++;
        }
        return acquired;
    }

    @Test
    void loneToken_getsAThird_loneAccountAHalf_loneServiceTwoThirds() {
        assertEquals(16, fill(1, 1, 1));
        assertEquals(8, fill(1, 1, 0), "other tokens of the account");
        assertEquals(8, fill(1, 2, 0), "another account with the same service");
        assertEquals(0, fill(1, 3, 0), "the service has its share");
        assertEquals(8, fill(2, 3, 0), "another service");
    }

    @Test
    void everyNewcomer_findsRoom_untilNoneIsLeft() {
        int[] found = {fill(1, 1, 0), fill(2, 2, 0), fill(3, 3, 0), fill(4, 4, 0), fill(5, 5, 0), fill(6, 6, 0)};
        assertArrayEquals(new int[] {24, 12, 6, 3, 2, 1}, found);
        assertFalse(shares.tryAcquire(call(7, 7, 7)));
    }

    @Test
    void release_makesRoomForTheOthersFirst() {
        for (int token = 0; token < 24; token++) {
            assertTrue(shares.tryAcquire(call(1, 1, token)));
        }
        fill(2, 2, 0);
        shares.release(call(1, 1, 0));
        assertFalse(shares.tryAcquire(call(1, 1, 99)), "the account has more than is free");
        assertTrue(shares.tryAcquire(call(3, 3, 99)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 3"})
    void fewCalls_areNeverNone(int max, int ofAnAccount) {
        CallShares few = new CallShares(max);
        int acquired = 0;
        while (few.tryAcquire(call(1, 1, acquired))) {
            acquired++;
        }
        assertEquals(ofAnAccount, acquired);
        for (int token = 0; token < acquired; token++) {
            few.release(call(1, 1, token));
        }
        assertTrue(few.tryAcquire(call(1, 1, 1)), "all were given back");
    }
}
