package org.symbolon.core.store.usage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names one counter.
 *
 * @param scope who asked for what, and when
 * @param outcome what came of it
 * @param code the number of the error code of a refusal; {@link #NO_CODE} for everything else
 */
public record UsageKey(UsageScope scope, Outcome outcome, int code) {
    /** No error code has this number. */
    public static final int NO_CODE = 0;

    /** What came of a request. */
    public enum Outcome {
        /** A token was issued. */
        ISSUED,
        /** A licence was given for a token. */
        REDEEMED,
        /** A token or a licence was refused. */
        REFUSED;

        /** The name in stores and answers: {@code issued}, {@code redeemed} or {@code refused}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Outcome> parse(String id) {
            return Stream.of(values())
                    .filter(outcome -> outcome.id().equals(id))
                    .findFirst();
        }
    }

    public UsageKey {
        if ((code == NO_CODE) != (outcome != Outcome.REFUSED)) {
            throw new IllegalArgumentException("a refusal has a code, and nothing else has one");
        }
    }

    /** The counter of issued tokens. */
    public static UsageKey issued(UsageScope scope) {
        return new UsageKey(scope, Outcome.ISSUED, NO_CODE);
    }

    /** The counter of licences. */
    public static UsageKey redeemed(UsageScope scope) {
        return new UsageKey(scope, Outcome.REDEEMED, NO_CODE);
    }

    /** The counter of refusals with a code. */
    public static UsageKey refused(UsageScope scope, int code) {
        return new UsageKey(scope, Outcome.REFUSED, code);
    }
}
