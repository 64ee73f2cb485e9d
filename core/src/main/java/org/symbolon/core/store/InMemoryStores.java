package org.symbolon.core.store;

import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.InMemoryAccounts;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.credential.InMemoryCredentials;
import org.symbolon.core.key.InMemoryKeys;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.record.InMemoryRecords;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.token.KeyRingStore;

/** Stores in memory, for embedders and for tests: gone when the process ends. */
public final class InMemoryStores implements Stores {
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final KeyRingStore keyRing = KeyRingStore.inMemory();
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
