package org.symbolon.core.store.record;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a record is about. */
public enum RecordKind {
    /** Somebody asked for a token. */
    ISSUE,
    /** A player sent a token to get a licence. */
    REDEEM,
    /**
     * So many requests of one account, DRM and environment were refused with one code in one second, beyond those that
     * have records of their own. {@link TransactionRecord#count} says how many.
     */
    FLOOD;

    /** The name in stores, files and answers: {@code issue}, {@code redeem} or {@code flood}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<RecordKind> parse(String id) {
        return Stream.of(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
