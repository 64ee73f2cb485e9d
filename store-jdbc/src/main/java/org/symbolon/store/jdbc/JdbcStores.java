package org.symbolon.store.jdbc;

import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRingStore;

/** The open stores: a writer, some readers, a key ring. */
final class JdbcStores implements Stores {
    private final Readers readers;
    private final Writer writer;
    private final StoredBalance balance;
    private final FileKeyRing keyRing;

    JdbcStores(Database database, FileKeyRing keyRing) {
        this.readers = database.readers();
        this.writer = database.writer();
        this.balance = database.balance(readers, writer);
        this.keyRing = keyRing;
    }

    @Override
    public AccountStore accounts() {
        return new JdbcAccounts(readers, writer);
    }

    @Override
    public TokenBalance balance() {
        return balance;
    }

    @Override
    public KeyStorage keys() {
        return new JdbcKeys(readers, writer);
    }

    @Override
    public KeyRingStore keyRing() {
        return keyRing;
    }

    @Override
    public CredentialStore credentials() {
        return new JdbcCredentials(readers, writer);
    }

    @Override
    public RecordStore records() {
        return new JdbcRecords(readers, writer);
    }

    /** Finishes what was begun. SQLite moves its log into the database file when the last connection of the last process goes. */
    @Override
    public void close() {
        balance.close();
        writer.close();
        readers.close();
    }
}
