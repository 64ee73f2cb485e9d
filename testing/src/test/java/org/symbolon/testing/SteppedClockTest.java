package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.store.keyring.RingKey;

/**
 * A clock that is stepped back and forth by an hour. It decides when tokens end and which key of the ring seals, and
 * nothing else: time-outs, retries and leases are measured with the clock that only goes forward.
 */
final class SteppedClockTest {
    private static final Instant NOW = TestService.NOW;
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestService service = TestService.of(new SamplePlugin());

    @AfterEach
    void close() {
        service.close();
    }

    private IssuedToken issueAt(Instant time) {
        service.at(time);
        return service.issue("level=3");
    }

    private boolean isIssued(IssuedToken token) {
        return service.symbolon().inspect(token.token()).isPresent();
    }

    @Test
    void tokens_areIssuedAndOpenedWhereverTheClockIs_andLastAsLongAsTheyShould() {
        IssuedToken before = issueAt(NOW);
        IssuedToken ahead = issueAt(NOW.plus(HOUR));
        IssuedToken behind = issueAt(NOW.minus(HOUR));

        for (Instant time : new Instant[] {NOW, NOW.minus(HOUR), NOW.plus(HOUR), NOW}) {
            service.at(time);
            for (IssuedToken token : new IssuedToken[] {before, ahead, behind}) {
                assertTrue(isIssued(token), "at " + time);
            }
        }
        Duration life = Duration.between(NOW, service.claims(before).end());
        assertEquals(NOW.plus(HOUR).plus(life), service.claims(ahead).end());
        assertEquals(NOW.minus(HOUR).plus(life), service.claims(behind).end());
    }

    @Test
    void rotation_survivesAClockThatGoesBack_becauseEveryKeyOpensAtOnce() {
        RingKey next = RingKey.random(new SecureRandom(), NOW.plus(Duration.ofMinutes(10)));
        service.at(NOW);
        service.symbolon().keyRing().change(ring -> ring.orElseThrow().with(next));

        IssuedToken ahead = issueAt(NOW.plus(HOUR));
        assertEquals(
                next.id(),
                service.symbolon().inspect(ahead.token()).orElseThrow().sealedUnder());
        IssuedToken back = issueAt(NOW.minus(HOUR));
        assertTrue(isIssued(ahead) && isIssued(back));
        assertTrue(!next.id()
                .equals(service.symbolon().inspect(back.token()).orElseThrow().sealedUnder()));
    }
}
