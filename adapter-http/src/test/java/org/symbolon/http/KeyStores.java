package org.symbolon.http;

import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRingStore;

/** Stores in memory, with a key storage of the test's own. */
final class KeyStores implements Stores {
    private final InMemoryStores others = new InMemoryStores();
    private final KeyStorage keys;

    KeyStores(KeyStorage keys) {
        this.keys = keys;
    }

    @Override
    public AccountStore accounts() {
        return others.accounts();
    }

    @Override
    public TokenBalance balance() {
        return others.balance();
    }

    @Override
    public KeyStorage keys() {
        return keys;
    }

    @Override
    public KeyRingStore keyRing() {
        return others.keyRing();
    }

    @Override
    public CredentialStore credentials() {
        return others.credentials();
    }

    @Override
    public RecordStore records() {
        return others.records();
    }

    @Override
    public void close() {
        others.close();
    }
}
