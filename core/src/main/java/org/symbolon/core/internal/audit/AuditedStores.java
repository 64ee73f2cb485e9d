package org.symbolon.core.internal.audit;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.value.DrmId;

/**
 * Stores whose changes are in the audit log. Records have no entries, because nobody changes them.
 *
 * @param secret whether a default parameter of a DRM is a secret, which is masked
 */
public record AuditedStores(Stores stores, AuditLog log, BiPredicate<DrmId, String> secret) implements Stores {

    @Override
    public AccountStore accounts() {
        return new AuditedAccounts(stores.accounts(), log, secret);
    }

    @Override
    public TokenBalance balance() {
        return new AuditedBalance(stores.balance(), log);
    }

    @Override
    public KeyStorage keys() {
        return new AuditedKeys(stores.keys(), log);
    }

    @Override
    public KeyRingStore keyRing() {
        return new AuditedKeyRing(stores.keyRing(), log);
    }

    @Override
    public CredentialStore credentials() {
        return new AuditedCredentials(stores.credentials(), log);
    }

    @Override
    public RecordStore records() {
        return stores.records();
    }

    @Override
    public AdministrationStore administration() {
        return stores.administration();
    }

    @Override
    public Optional<String> problem() {
        return stores.problem();
    }

    @Override
    public StoreMeasures measures() {
        return stores.measures();
    }

    @Override
    public void close() {
        stores.close();
    }
}
