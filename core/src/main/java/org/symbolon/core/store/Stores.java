package org.symbolon.core.store;

import java.util.Optional;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
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

    /**
     * Administrators, and the audit log, which is written together with changes of the other ports. By default the store
     * keeps neither: changes are not recorded, and nobody can administer over HTTP.
     */
    default AdministrationStore administration() {
        return AdministrationStore.none();
    }

    /**
     * What is wrong with the stores for good, such as a file that has vanished, so that the service should get no more
     * requests; empty if nothing is. The key ring tells its own problem. A store that does not answer is no such problem. The service calls this every
     * second, so it must be cheap and must not wait.
     */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /** What a monitor can know of these stores. */
    default StoreMeasures measures() {
        return StoreMeasures.builder().build();
    }

    @Override
    void close();
}
