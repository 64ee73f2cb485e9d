package org.symbolon.core.internal.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
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
                        .mapToObj(i -> ids.next())
                        .collect(Collectors.toSet())
                        .size());
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
