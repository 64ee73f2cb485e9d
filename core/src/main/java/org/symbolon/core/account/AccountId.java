package org.symbolon.core.account;

import java.util.Optional;
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
        if (text.length() > MOST_DIGITS || text.startsWith("-")) {
            return Optional.empty();
        }
        return WholeNumber.parse(text).stream()
                .filter(value -> value > 0)
                .mapToObj(AccountId::new)
                .findFirst();
    }

    /** The decimal digits. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
