package org.symbolon.store.jdbc;

import java.util.concurrent.TimeUnit;
import org.symbolon.store.jdbc.Grant.Answer;

/** What the store last said about one account, if that was not a number of tokens. It holds for a moment, in which the store is not asked again. */
final class RecentAnswer {
    private static final long LIFE = TimeUnit.SECONDS.toNanos(1);

    private Answer answer = Answer.TOKENS;
    private long since;
    private long forgotten;

    /** What to go by now. */
    synchronized Answer at(long now) {
        if (answer != Answer.TOKENS && now - since >= LIFE) {
            answer = Answer.TOKENS;
        }
        return answer;
    }

    /** To be had before the store is asked, and handed in with its answer. */
    synchronized long stamp() {
        return forgotten;
    }

    /** Keeps an answer, unless it was given before the balance was last changed from here, or may have been. */
    synchronized void keep(Answer given, long stamp, long now) {
        if (stamp == forgotten) {
            answer = given;
            since = now;
        }
    }

    /** To be called after the balance was changed. */
    synchronized void forget() {
        answer = Answer.TOKENS;
        forgotten++;
    }
}
