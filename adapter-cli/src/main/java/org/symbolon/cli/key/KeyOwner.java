package org.symbolon.cli.key;

import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import picocli.CommandLine.Option;

/** The options for the account and the environment of the keys. Makes the caller of the key storage from them. */
final class KeyOwner {
    @Option(names = "--account", paramLabel = "ID", required = true, description = "The account of the keys.")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "The environment of the keys: production (default) or test.")
    private Environment environment = Environment.PRODUCTION;

    /** A caller without a KEK, who gets wrapped keys. */
    KeyCaller reader(Symbolon symbolon) {
        return new KeyCaller(find(symbolon).id(), environment, Optional.empty(), Optional.empty());
    }

    /** A caller with a KEK, who gets the keys under it in the clear. */
    KeyCaller reader(Symbolon symbolon, KeyEncryptionKey kek) {
        return new KeyCaller(find(symbolon).id(), environment, Optional.of(kek), Optional.empty());
    }

    /** A caller with the KEK that is kept for the account, if any, who can store keys in the clear. */
    KeyCaller writer(Symbolon symbolon) {
        Account owner = find(symbolon);
        return new KeyCaller(
                owner.id(),
                environment,
                Optional.empty(),
                symbolon.managedKeks().find(owner));
    }

    private Account find(Symbolon symbolon) {
        AccountId id = account.orElseThrow();
        return symbolon.accounts().find(id).orElseThrow(() -> CommandFailedException.unknownAccount(id));
    }
}
