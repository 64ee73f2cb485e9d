package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Optional;
import org.symbolon.core.internal.audit.AuditLog.Done;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** Stored keys. */
public final class KeyAdministration {
    private final Office office;

    KeyAdministration(Office office) {
        this.office = office;
    }

    private KeyCaller caller(AccountId account, Environment environment) {
        office.account(account);
        return new KeyCaller(account, environment, Optional.empty(), Optional.empty());
    }

    /** A page of keys. Their wrapped values are for {@link #value} alone, and are not to be shown. */
    public ImmutableList<StoredKey> list(AccountId account, Environment environment, KeyPage page) {
        office.actor().require(Operation.KEYS_READ);
        return office.parts().keys().list(caller(account, environment), page).stream()
                .map(KeyObject::stored)
                .collect(ImmutableList.toImmutableList());
    }

    /** One key. Its wrapped value is for {@link #value} alone, and is not to be shown. */
    public Versioned<StoredKey> get(AccountId account, Environment environment, KeyId kid) {
        office.actor().require(Operation.KEYS_READ);
        long revision = office.revision(Subjects.ofKey(account, environment, kid));
        return new Versioned<>(find(account, environment, kid), revision);
    }

    private StoredKey find(AccountId account, Environment environment, KeyId kid) {
        return stored(account, environment, kid).orElseThrow(() -> AdministrationException.notFound("key " + kid));
    }

    private Optional<StoredKey> stored(AccountId account, Environment environment, KeyId kid) {
        office.account(account);
        KeyScope scope = new KeyScope(account, environment, office.now());
        return Optional.ofNullable(
                office.parts().stores().keys().get(scope, ImmutableSet.of(kid)).get(kid));
    }

    /** How many there are. */
    public long count(AccountId account, Environment environment) {
        office.actor().require(Operation.KEYS_READ);
        return office.parts().keys().count(caller(account, environment));
    }

    /** The wrapped value of a key. The request is in the audit log before it is answered. */
    public WrappedKey value(AccountId account, Environment environment, KeyId kid) {
        String subject = Subjects.ofKey(account, environment, kid);
        return office.change(Operation.KEY_VALUES_READ, subject, Expected.ANY, () -> {
            WrappedKey value = find(account, environment, kid).ek();
            office.parts().log().append(subject, Done.of("key.read-value"));
            return value;
        });
    }

    /**
     * Stores a key whose id is free. It is wrapped under the KEK that is kept for the account, unless it comes wrapped.
     *
     * @throws org.symbolon.core.keystore.KeyRefusedException if a field breaks a rule
     */
    public void add(AccountId account, Environment environment, ImmutableMap<KeyField, String> fields) {
        KeyFields given = KeyFields.of(Maps.transformValues(fields, Optional::of));
        KeyId kid = given.kid().orElseThrow(() -> AdministrationException.invalid("kid", "is needed"));
        office.change(Operation.KEYS_CHANGE, Subjects.ofKey(account, environment, kid), Expected.ANY, () -> {
            if (stored(account, environment, kid).isPresent()) {
                throw AdministrationException.conflict("there is a key " + kid + " already");
            }
            return put(account, environment, given);
        });
    }

    /** Replaces a key; see {@link #add}. */
    public void replace(
            AccountId account, Environment environment, ImmutableMap<KeyField, String> fields, Expected expected) {
        KeyFields given = KeyFields.of(Maps.transformValues(fields, Optional::of));
        KeyId kid = given.kid().orElseThrow(() -> AdministrationException.invalid("kid", "is needed"));
        office.change(Operation.KEYS_CHANGE, Subjects.ofKey(account, environment, kid), expected, () -> {
            find(account, environment, kid);
            return put(account, environment, given);
        });
    }

    private KeyFields put(AccountId id, Environment environment, KeyFields given) {
        Account account = office.account(id);
        KeyCaller caller = new KeyCaller(
                id,
                environment,
                Optional.empty(),
                office.parts().services().managedKeks().find(account));
        office.parts().keys().putAll(caller, ImmutableList.of(given));
        return given;
    }

    /** Removes a key. */
    public void remove(AccountId account, Environment environment, KeyId kid, Expected expected) {
        office.change(Operation.KEYS_CHANGE, Subjects.ofKey(account, environment, kid), expected, () -> {
            find(account, environment, kid);
            office.parts().keys().remove(caller(account, environment), kid);
            return kid;
        });
    }
}
