package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** Stored keys. */
public final class KeyAdministration {

    /** A page of keys. Their values are for {@link #value} alone. */
    public ImmutableList<StoredKey> list(AccountId account, Environment environment, KeyPage page) {
        throw new UnsupportedOperationException();
    }

    /** One key. */
    public Versioned<StoredKey> get(AccountId account, Environment environment, KeyId kid) {
        throw new UnsupportedOperationException();
    }

    /** How many there are. */
    public long count(AccountId account, Environment environment) {
        throw new UnsupportedOperationException();
    }

    /** The wrapped value of a key. The request is in the audit log before it is answered. */
    public WrappedKey value(AccountId account, Environment environment, KeyId kid) {
        throw new UnsupportedOperationException();
    }

    /** Stores a key, which replaces one with the same id. */
    public void put(AccountId account, Environment environment, ImmutableMap<KeyField, String> fields) {
        throw new UnsupportedOperationException();
    }

    /** Removes a key. */
    public void remove(AccountId account, Environment environment, KeyId kid, Expected expected) {
        throw new UnsupportedOperationException();
    }
}
