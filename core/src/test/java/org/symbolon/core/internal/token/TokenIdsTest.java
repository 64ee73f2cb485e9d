package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.TestBytes;
import org.symbolon.core.value.TokenId;

class TokenIdsTest {

    @Test
    void next_byManyThreads_neverGivesAnIdTwice() {
        TokenIds ids = new TokenIds(new SecureRandom());
        assertEquals(
                10_000,
                IntStream.range(0, 10_000)
                        .parallel()
                        .mapToObj(i -> ids.next(Instant.EPOCH))
                        .collect(Collectors.toSet())
                        .size());
    }

    /** Ids grow with time, and tell the second and nothing else. */
    @Test
    void next_beginsWithTheSecond_andHasNinetySixRandomBits() {
        TokenIds ids = new TokenIds(new SecureRandom());
        Instant time = Instant.parse("2026-11-21T08:30:00.999Z");
        long or = 0;
        long and = -1;
        long highs = 0;
        for (int i = 0; i < 200; i++) {
            TokenId id = ids.next(time);
            assertEquals(time.getEpochSecond(), id.high() >>> 32);
            highs |= id.high();
            or |= id.low();
            and &= id.low();
        }
        assertEquals(-1, (int) highs, "each bit is set sometimes");
        assertEquals(-1, or, "each bit is set sometimes");
        assertEquals(0, and, "no bit is always set");
        assertEquals(0xffff_ffffL, ids.next(Instant.ofEpochSecond(0xffff_ffffL)).high() >>> 32);
    }

    @Test
    void id_isReadBackFromItsBytesAndPrintedAsHexadecimal() {
        TokenId id = TokenId.of(TestBytes.counting(0xf8, TokenId.BYTES));
        assertArrayEquals(TestBytes.counting(0xf8, TokenId.BYTES), id.bytes());
        assertEquals(id, TokenId.of(id.bytes()));
        assertEquals("f8f9fafbfcfdfeff0001020304050607", id.toString());
    }

    @Test
    void id_anyOtherLength_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> TokenId.of(new byte[15]));
        assertThrows(IllegalArgumentException.class, () -> TokenId.of(new byte[17]));
    }
}
