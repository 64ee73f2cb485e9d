package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRingStore;

/** Stores whose records do not answer. */
final class BrokenRecords implements Stores, RecordStore {
    private final InMemoryStores working = new InMemoryStores();

    @Override
    public void add(ImmutableList<TransactionRecord> records) {
        // They are lost, which is no concern of the tests.
    }

    @Override
    public ImmutableList<TransactionRecord> find(RecordQuery query) {
        throw new StoreUnavailableException("the test's store does not answer");
    }

    @Override
    public int removeBefore(Instant instant, int most) {
        return 0;
    }

    @Override
    public RecordStore records() {
        return this;
    }

    @Override
    public AccountStore accounts() {
        return working.accounts();
    }

    @Override
    public TokenBalance balance() {
        return working.balance();
    }

    @Override
    public KeyStorage keys() {
        return working.keys();
    }

    @Override
    public KeyRingStore keyRing() {
        return working.keyRing();
    }

    @Override
    public CredentialStore credentials() {
        return working.credentials();
    }

    @Override
    public void close() {
        working.close();
    }
}
