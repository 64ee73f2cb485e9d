package org.symbolon.store.jdbc.postgres;

import java.nio.charset.StandardCharsets;
import org.symbolon.core.value.Secret;

/** The password of the database user, {@code store.password}; empty if that is not set. */
public final class DatabasePassword extends Secret {
    private DatabasePassword(byte[] bytes) {
        super(bytes);
    }

    public static DatabasePassword of(String text) {
        return new DatabasePassword(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The password as text, for the driver. */
    String revealText() {
        return new String(reveal(), StandardCharsets.UTF_8);
    }
}
