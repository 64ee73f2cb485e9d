package org.symbolon.store.jdbc;

import java.time.Duration;
import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRingStore;

/** The open stores: one writer, some readers, a key ring. */
final class JdbcStores implements Stores {
    private final Readers readers;
    private final Writer writer;
    private final FileKeyRing keyRing;

    JdbcStores(SqliteDatabase database, FileKeyRing keyRing, Duration timeout) {
        this.readers = new Readers(database.readers());
        this.writer = new Writer(new WriteConnection(database), timeout);
        this.keyRing = keyRing;
    }

    @Override
    public AccountStore accounts() {
        return new JdbcAccounts(readers, writer);
    }

    @Override
    public TokenBalance balance() {
        return new JdbcBalance(readers, writer);
    }

    /** Holds nothing so far: the tables of the key storage service come with that service. */
    @Override
    public KeyStorage keys() {
        return KeyStorage.empty();
    }

    @Override
    public KeyRingStore keyRing() {
        return keyRing;
    }

    /** Finishes what was begun. SQLite moves its log into the database file when the last connection of the last process goes. */
    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
