package org.symbolon.core.store.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.TestBytes;

class KeyRingTest {
    private static final Instant ROTATION = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LIFE = Duration.ofDays(30);
    private static final RingKey OLD = key(1, ROTATION.minus(Duration.ofDays(90)));
    private static final RingKey NEW = key(2, ROTATION);

    private final KeyRing ring = KeyRing.of(NEW, OLD);

    private static RingKey key(int id, Instant sealsFrom) {
        return new RingKey(new RingKeyId(id), SealingKey.of(TestBytes.counting(id, SealingKey.BYTES)), sealsFrom);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 2", "1, 2"})
    void primary_aroundARotation_isTheNewKeyFromItsTimeOn(long millis, int id) {
        assertEquals(
                new RingKeyId(id), ring.primary(ROTATION.plusMillis(millis)).id());
    }

    @Test
    void primary_beforeTheFirstKeysTime_isTheFirstKey() {
        assertEquals(OLD, ring.primary(Instant.EPOCH));
    }

    @Test
    void keys_areInTheOrderOfTheirTime() {
        assertEquals(ImmutableList.of(OLD, NEW), ring.keys());
        assertEquals(ring, KeyRing.of(OLD).with(NEW));
    }

    @Test
    void find_knowsWhatIsInTheRing() {
        assertEquals(Optional.of(OLD), ring.find(new RingKeyId(1)));
        assertEquals(Optional.empty(), ring.find(new RingKeyId(3)));
        assertEquals(Optional.empty(), ring.without(new RingKeyId(1)).find(new RingKeyId(1)));
        assertEquals(ring, ring.without(new RingKeyId(3)));
    }

    @Test
    void sealsUntil_isTheSuccessorsTime() {
        assertEquals(Optional.of(ROTATION), ring.sealsUntil(OLD));
        assertEquals(Optional.empty(), ring.sealsUntil(NEW));
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void isSpent_onceTheLongestLifeAfterTheRotationIsOver(long millis, boolean spent) {
        Instant lastEnd = ROTATION.plus(LIFE);
        assertEquals(spent, ring.isSpent(OLD, lastEnd.plusMillis(millis), LIFE));
        assertEquals(false, ring.isSpent(NEW, lastEnd.plusMillis(millis), LIFE));
    }

    @Test
    void ring_withoutKeysOrWithAnIdTwice_isRefused() {
        assertThrows(IllegalArgumentException.class, KeyRing::of);
        assertThrows(IllegalArgumentException.class, () -> ring.with(key(1, ROTATION.plusMillis(1))));
        KeyRing one = KeyRing.of(OLD);
        assertThrows(IllegalArgumentException.class, () -> one.without(OLD.id()));
    }

    @ParameterizedTest
    @CsvSource({"00000001, 1", "FFffFFff, -1", "7fffffff, 2147483647"})
    void ringKeyId_eightHexadecimalDigits_areRead(String hex, int value) {
        assertEquals(Optional.of(new RingKeyId(value)), RingKeyId.parse(hex));
        assertEquals(hex.toLowerCase(Locale.ROOT), new RingKeyId(value).toString());
    }

    @ParameterizedTest
    @CsvSource({"''", "0000001", "000000001", "0000000g", "-0000001"})
    void ringKeyId_anythingElse_isNone(String text) {
        assertEquals(Optional.empty(), RingKeyId.parse(text));
    }

    @Test
    void sealingKey_anyOtherLength_isRefused() {
        for (int length : new int[] {0, 32, 63, 65}) {
            assertThrows(IllegalArgumentException.class, () -> SealingKey.of(new byte[length]));
        }
        assertEquals(
                SealingKey.BYTES,
                RingKey.random(new SecureRandom(), ROTATION).key().size());
    }
}
