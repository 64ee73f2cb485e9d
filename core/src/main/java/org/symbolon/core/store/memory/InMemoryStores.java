package org.symbolon.core.store.memory;

import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.value.AccountId;

/** Stores in memory, for embedders and for tests. Everything is lost when the process ends. */
public final class InMemoryStores implements Stores {
    private final KeyRingStore keyRing = new InMemoryKeyRing();
    private final InMemoryKeys keys = new InMemoryKeys();
    private final InMemoryCredentials credentials = new InMemoryCredentials();
    private final InMemoryAccounts accounts = new InMemoryAccounts(this::removeBelongings);
    private final RecordStore records = new InMemoryRecords();
    private final AdministrationStore administration = new InMemoryAdministration();

    private void removeBelongings(AccountId account) {
        keys.removeAll(account);
        credentials.removeAll(account);
    }

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
    public AdministrationStore administration() {
        return administration;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
