package org.symbolon.core.administration;

import java.util.Optional;
import org.symbolon.core.store.administration.AdministratorSecret;

/**
 * Lets administrators in, and does on their behalf what their roles allow. Everything else about administering begins
 * at {@link #as}. Methods may ask the store, so they are called by threads that may wait.
 */
public final class Administration {

    /**
     * The administrator whose token this is.
     *
     * @param place the address that the request came from
     * @return empty for a text that is no token, for a token that nobody has, and for one that has ended
     */
    public Optional<Actor> authenticate(String token, String place) {
        throw new UnsupportedOperationException();
    }

    /**
     * The same administrator as earlier, with the role of now. A session of the console asks this for each request, so
     * that a session ends with its administrator.
     *
     * @return empty if the administrator was removed, has a new token since then, or the token has ended
     */
    public Optional<Actor> again(Actor earlier) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes a login that works once, within ten minutes, for the link that {@code symbolon console} prints.
     *
     * @param administrator the name of the one who will be logged in
     */
    public AdministratorSecret createLogin(Actor by, String administrator) {
        throw new UnsupportedOperationException();
    }

    /** Takes a login; empty if the text is none, it has expired, or it was taken before. */
    public Optional<Actor> redeemLogin(String login, String place) {
        throw new UnsupportedOperationException();
    }

    /** What an actor can do. Each operation checks the role, and changes write the audit log. */
    public AdministrationDesk as(Actor actor) {
        throw new UnsupportedOperationException();
    }
}
