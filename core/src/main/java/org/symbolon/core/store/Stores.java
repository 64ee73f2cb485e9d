package org.symbolon.core.store;

import org.symbolon.core.account.AccountStore;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.CredentialStore;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.record.RecordStore;
import org.symbolon.core.token.KeyRingStore;

/** Open stores, one behind each port. */
public interface Stores extends AutoCloseable {

    AccountStore accounts();

    TokenBalance balance();

    KeyStorage keys();

    KeyRingStore keyRing();

    CredentialStore credentials();

    RecordStore records();

    @Override
    void close();
}
