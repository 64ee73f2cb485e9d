package org.symbolon.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.store.administration.Role;

/** When sessions end, and how many there are. */
final class SessionsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");

    private Instant now = BEGIN;
    private final Sessions sessions = new Sessions(new SecureRandom(), () -> now);

    private static Actor actor(String name) {
        return new Actor(name, Role.VIEWER, "127.0.0.1");
    }

    @Test
    void sessionThatIsNotUsed_endsAfterTheIdleTime() {
        String id = sessions.begin(actor("a"));
        now = BEGIN.plus(Sessions.IDLE).minusMillis(1);
        assertTrue(sessions.find(id).isPresent());
        now = now.plus(Sessions.IDLE);
        assertFalse(sessions.find(id).isPresent());
        now = BEGIN;
        assertFalse(sessions.find(id).isPresent(), "it does not come back");
    }

    @Test
    void sessionThatIsUsedAllTheTime_endsAfterTheLongestTime() {
        String id = sessions.begin(actor("a"));
        for (now = BEGIN;
                now.isBefore(BEGIN.plus(Sessions.LONGEST));
                now = now.plus(Sessions.IDLE).minusMillis(1)) {
            assertTrue(sessions.find(id).isPresent(), now.toString());
        }
        now = BEGIN.plus(Sessions.LONGEST).minusMillis(1);
        assertTrue(sessions.find(id).isPresent());
        now = BEGIN.plus(Sessions.LONGEST);
        assertFalse(sessions.find(id).isPresent());
    }

    @Test
    void oneAdministrator_hasAFewSessions_andTheLeastUsedEnds() {
        String other = sessions.begin(actor("other"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i <= Sessions.MOST_OF_ONE; i++) {
            now = now.plusSeconds(1);
            ids.add(sessions.begin(actor("a")));
        }
        assertFalse(sessions.find(ids.get(0)).isPresent());
        assertTrue(sessions.find(ids.get(1)).isPresent());
        assertTrue(sessions.find(other).isPresent());
    }

    @Test
    void allTogether_haveABound() {
        String first = sessions.begin(actor("first"));
        for (int i = 0; i < Sessions.MOST + 10; i++) {
            now = now.plusMillis(1);
            sessions.begin(actor("a" + i));
        }
        assertEquals(Sessions.MOST, sessions.count());
        assertFalse(sessions.find(first).isPresent());
    }
}
