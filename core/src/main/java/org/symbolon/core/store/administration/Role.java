package org.symbolon.core.store.administration;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What kind of administrator somebody is. Each may do what those before it may; {@code Operation} has the table. */
public enum Role {
    /** Sees how the service is set up and how it does. */
    VIEWER,
    /** Also sees what became of the requests of viewers. */
    SUPPORT,
    /** Also changes what belongs to customers. */
    OPERATOR,
    /** May do everything, and says who the other administrators are. */
    OWNER;

    /** The name on the wire and in the store, such as {@code viewer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the name. */
    public static Optional<Role> parse(String id) {
        return Stream.of(values()).filter(role -> role.id().equals(id)).findFirst();
    }

    /** Whether it may do what another one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
