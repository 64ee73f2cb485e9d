package org.symbolon.console.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.symbolon.core.administration.Actor;

/**
 * All sessions of this node, in memory. A session is found by the hash of its id, so that looking for one takes the same
 * time for each wrong id. There are {@link #MOST} at most, and {@link #MOST_OF_ONE} of one administrator, so that nobody
 * logs others out by logging in often; where there are as many, the one that was not used for longest ends.
 */
public final class Sessions {
    /** After so long without a request a session ends. */
    public static final Duration IDLE = Duration.ofMinutes(30);
    /** After so long a session ends, however busy it is. */
    public static final Duration LONGEST = Duration.ofHours(12);

    public static final int MOST = 256;
    public static final int MOST_OF_ONE = 8;

    private static final int SECRET_BYTES = 32;

    private final Map<HashCode, Session> sessions = new HashMap<>();
    private final SecureRandom random;
    private final InstantSource clock;

    public Sessions(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** A text that nobody can guess: 32 random bytes in base64url. */
    public String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Begins a session.
     *
     * @return its id, which is new: one that the browser sent before is not used
     */
    public synchronized String begin(Actor actor) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> session.isOver(now));
        endOldest(MOST_OF_ONE, session -> session.actor().name().equals(actor.name()));
        endOldest(MOST, session -> true);
        String id = secret();
        sessions.put(hash(id), new Session(actor, secret(), now));
        return id;
    }

    /** Makes room for one more among those that a condition names. */
    private void endOldest(int most, Predicate<Session> among) {
        if (sessions.values().stream().filter(among).count() >= most) {
            sessions.values().stream()
                    .filter(among)
                    .min(Comparator.comparing(Session::used))
                    .ifPresent(sessions.values()::remove);
        }
    }

    /** The session of this id, which is used now; empty if there is none, or it has ended. */
    public synchronized Optional<Session> find(String id) {
        Instant now = clock.instant();
        HashCode hash = hash(id);
        Optional<Session> found = Optional.ofNullable(sessions.get(hash));
        if (found.filter(session -> session.isOver(now)).isPresent()) {
            sessions.remove(hash);
            return Optional.empty();
        }
        found.ifPresent(session -> session.use(now));
        return found;
    }

    public synchronized void end(Session session) {
        sessions.values().remove(session);
    }

    /** How many there are. */
    synchronized int count() {
        return sessions.size();
    }

    private static HashCode hash(String id) {
        return Hashing.sha256().hashString(id, US_ASCII);
    }
}
