package org.symbolon.core.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.parameter.WholeNumber;

/** The id of an account, the customer id of its authenticators: a positive decimal number of at most 18 digits. */
public record AccountId(long value) {
    private static final int MOST_DIGITS = 18;

    public AccountId {
        if (value <= 0) {
            throw new IllegalArgumentException("an account id is a positive number, not " + value);
        }
    }

    public static Optional<AccountId> parse(String text) {
        long value = text.length() > MOST_DIGITS ? 0 : WholeNumber.parse(text).orElse(0);
        return value > 0 ? Optional.of(new AccountId(value)) : Optional.empty();
    }

    /** Written out, like {@link #hashCode}, because ids are keys of maps, where a record's own methods are slower. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountId id && id.value == value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    /** The decimal digits. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
