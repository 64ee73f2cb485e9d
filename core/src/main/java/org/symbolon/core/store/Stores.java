package org.symbolon.core.store;

import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.record.RecordStore;

/** Open stores: one implementation of each port. The caller closes them. */
public interface Stores extends AutoCloseable {

    /** Accounts. */
    AccountStore accounts();

    /** Balances of metered accounts. */
    TokenBalance balance();

    /** Wrapped content keys. */
    KeyStorage keys();

    /** The key ring. */
    KeyRingStore keyRing();

    /** Sealed credentials. */
    CredentialStore credentials();

    /** Records of what became of tokens. */
    RecordStore records();

    @Override
    void close();
}
