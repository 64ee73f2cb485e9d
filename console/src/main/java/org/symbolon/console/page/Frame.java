package org.symbolon.console.page;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.console.text.Texts;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.Operation;

/**
 * What every template is given.
 *
 * @param room the name of the room, which is also the key of its title
 * @param actor who is logged in; empty on the page that logs in
 * @param csrf what each form has to send
 * @param notice what is said once, above the page
 */
public record Frame(Texts t, String room, Optional<Actor> actor, String csrf, Optional<String> notice) {
    /** The rooms, in the order of the navigation. */
    public static final ImmutableList<String> ROOMS =
            ImmutableList.of("search", "accounts", "playground", "keys", "credentials", "usage", "nodes", "audit");

    /** What can be searched, as the first page explains it. */
    public static final ImmutableList<String> TERMS =
            ImmutableList.of("cookie", "token", "reference", "kid", "account");

    /** Whether whoever looks at the page may do something; a page shows no form that would be refused. */
    public boolean may(Operation operation) {
        return actor.filter(known -> known.may(operation)).isPresent();
    }
}
