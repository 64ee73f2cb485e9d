package org.symbolon.store.jdbc;

import java.nio.charset.StandardCharsets;
import org.symbolon.core.secret.Secret;

/** What a database is shown so that it lets us in; nothing, where {@code store.password} is not given. */
final class DatabasePassword extends Secret {
    private DatabasePassword(byte[] bytes) {
        super(bytes);
    }

    static DatabasePassword of(String text) {
        return new DatabasePassword(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As a driver wants it. */
    String revealText() {
        return new String(reveal(), StandardCharsets.UTF_8);
    }
}
