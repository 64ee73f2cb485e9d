package org.symbolon.console.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.administration.Actor;

/** Somebody who is logged in. Made by {@link Sessions}, which also ends it. Safe for use by many threads. */
public final class Session {
    private final Actor actor;
    private final String csrf;
    private final Instant begun;
    private Instant used;
    private Optional<String> notice = Optional.empty();

    Session(Actor actor, String csrf, Instant begun) {
        this.actor = actor;
        this.csrf = csrf;
        this.begun = begun;
        this.used = begun;
    }

    /** Who logged in, with the role of that time. */
    public Actor actor() {
        return actor;
    }

    /** What each form of the session sends, and no page of another site can know. */
    public String csrf() {
        return csrf;
    }

    /** Whether a form sent the secret of this session. */
    public boolean owns(String sent) {
        return MessageDigest.isEqual(
                csrf.getBytes(StandardCharsets.US_ASCII), sent.getBytes(StandardCharsets.US_ASCII));
    }

    /** What the next page is to say once. */
    public synchronized void setNotice(String text) {
        notice = Optional.of(text);
    }

    /** Takes what the page is to say. */
    public synchronized Optional<String> takeNotice() {
        Optional<String> taken = notice;
        notice = Optional.empty();
        return taken;
    }

    synchronized void use(Instant now) {
        used = now;
    }

    synchronized Instant used() {
        return used;
    }

    synchronized boolean isOver(Instant now) {
        return !now.isBefore(used.plus(Sessions.IDLE)) || !now.isBefore(begun.plus(Sessions.LONGEST));
    }
}
