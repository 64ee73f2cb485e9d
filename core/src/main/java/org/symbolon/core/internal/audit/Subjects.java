package org.symbolon.core.internal.audit;

import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/** How the audit log names what is changed. A revision belongs to such a name. */
public final class Subjects {
    public static final String KEY_RING = "keyring";

    private Subjects() {}

    public static String of(AccountId account) {
        return "account/" + account;
    }

    public static String of(CredentialId credential) {
        String owner = credential.account().map(AccountId::toString).orElse("every");
        return "credential/" + owner + "/" + credential.drm() + "/" + credential.name();
    }

    public static String ofKey(AccountId account, Environment environment, KeyId kid) {
        return "key/" + account + "/" + environment.id() + "/" + kid;
    }

    /** The keys of an account together. */
    static String ofKeys(KeyScope scope) {
        return "keys/" + scope.account() + "/" + scope.environment().id();
    }

    static String ofNode(String node) {
        return "node/" + node;
    }

    public static String ofAdministrator(String name) {
        return "administrator/" + name;
    }
}
