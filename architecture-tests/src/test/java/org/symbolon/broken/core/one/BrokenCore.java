package org.symbolon.broken.core.one;

import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.symbolon.broken.core.two.OtherHalfOfACycle;

/**
 * Breaks every rule for core: a foreign library, a cycle, its own time and chance, the terminal, a provider, mutable
 * state, a checked exception.
 */
public final class BrokenCore {
    static int counter = 0;

    private BrokenCore() {}

    public static Instant breakEverything() throws BrokenException {
        Assertions.assertTrue(new SecureRandom().nextInt() != OtherHalfOfACycle.number() + counter);
        Security.addProvider(Security.getProviders()[0]);
        System.out.println("wv");
        System.out.println(System.currentTimeMillis());
        if (counter > 0) {
            throw new BrokenException();
        }
        return Instant.now();
    }

    /** A checked exception. */
    public static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
