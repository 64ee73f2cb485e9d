package org.symbolon.store.jdbc;

import java.nio.file.Path;
import org.symbolon.core.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;

/** SQLite with leased balances, as nodes on a shared database have them. */
record LeasedStores(SqliteDatabase database, LeaseTerms terms) implements Database {

    static Stores open(Path data) {
        Settings settings = Settings.inFolder(data);
        LeaseTerms terms = LeaseTerms.of(settings);
        LeasedStores leased =
                new LeasedStores(SqliteDatabase.at(settings.get(CoreSettings.STORE_URL), data, terms.timeout()), terms);
        leased.prepare();
        return new JdbcStores(leased, new FileKeyRing(data.resolve("keyring.json"), terms.timeout()));
    }

    @Override
    public void prepare() {
        database.prepare();
    }

    @Override
    public StoreStatus inspect() {
        return database.inspect();
    }

    @Override
    public Readers readers() {
        return database.readers();
    }

    @Override
    public Writer writer() {
        return database.writer();
    }

    @Override
    public StoredBalance balance(Readers readers, Writer writer) {
        return LeasedBalance.open(readers, writer, terms);
    }
}
