package org.symbolon.core.store.memory;

import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.record.RecordStore;

/** Stores in memory, for embedders and for tests. Everything is lost when the process ends. */
public final class InMemoryStores implements Stores {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final KeyRingStore keyRing = new InMemoryKeyRing();
    private final KeyStorage keys = new InMemoryKeys();
    private final CredentialStore credentials = new InMemoryCredentials();
    private final RecordStore records = new InMemoryRecords();

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public TokenBalance balance() {
        return accounts;
    }

    @Override
    public KeyStorage keys() {
        return keys;
    }

    @Override
    public KeyRingStore keyRing() {
        return keyRing;
    }

    @Override
    public CredentialStore credentials() {
        return credentials;
    }

    @Override
    public RecordStore records() {
        return records;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
