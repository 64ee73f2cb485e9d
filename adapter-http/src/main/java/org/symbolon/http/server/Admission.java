package org.symbolon.http.server;

import java.util.function.BooleanSupplier;
import org.symbolon.core.value.AccountId;

/** What a call is held to beyond what it says: how often its account and its address may ask. */
public interface Admission {
    /** Holds a call to nothing. */
    Admission UNLIMITED = new Admission() {
        @Override
        public void known(AccountId account) {}

        @Override
        public void attempt(BooleanSupplier valid) {}
    };

    /**
     * Is told whose call it is, once that is proved; only the first time counts.
     *
     * @throws RefusedCallException with status 429 if there were too many for that account
     */
    void known(AccountId account);

    /**
     * Is told of an attempt whose failure would be recorded.
     *
     * @param valid whether it would succeed; asked only where many attempts of the same address have failed
     * @throws RefusedCallException with status 429 if many have, and this one would
     */
    void attempt(BooleanSupplier valid);
}
