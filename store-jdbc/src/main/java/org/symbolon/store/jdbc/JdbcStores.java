package org.symbolon.store.jdbc;

import java.util.Optional;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.administration.JdbcAdministration;
import org.symbolon.store.jdbc.credential.JdbcCredentials;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.key.JdbcKeys;
import org.symbolon.store.jdbc.keyring.RingOfStore;
import org.symbolon.store.jdbc.record.JdbcRecords;

/** The open stores: one database, and the key ring in its file. */
record JdbcStores(OpenDatabase database, RingOfStore keyRing) implements Stores {

    @Override
    public Optional<String> problem() {
        return database.problem();
    }

    @Override
    public StoreMeasures measures() {
        return database.measures();
    }

    @Override
    public AccountStore accounts() {
        return new JdbcAccounts(database);
    }

    @Override
    public TokenBalance balance() {
        return database.balance();
    }

    @Override
    public KeyStorage keys() {
        return new JdbcKeys(database);
    }

    @Override
    public CredentialStore credentials() {
        return new JdbcCredentials(database);
    }

    @Override
    public RecordStore records() {
        return new JdbcRecords(database);
    }

    @Override
    public AdministrationStore administration() {
        return new JdbcAdministration(database);
    }

    @Override
    public void close() {
        database.close();
    }
}
