package org.symbolon.cli;

import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyEncryptionKey;
import picocli.CommandLine.Option;

/** Whose keys a command is about, and the KEK that it may bring. */
final class KeyOwner {
    @Option(
            names = "--account",
            paramLabel = "ID",
            required = true,
            description = "The account that the keys belong to.")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "The environment that they belong to: production (default) or test.")
    private Environment environment = Environment.PRODUCTION;

    /** Without any KEK: what is wrapped stays so. */
    KeyCaller reader(Symbolon symbolon) {
        return new KeyCaller(find(symbolon).id(), environment, Optional.empty(), Optional.empty());
    }

    /** With a KEK, which opens what is wrapped under it. */
    KeyCaller reader(Symbolon symbolon, KeyEncryptionKey kek) {
        return new KeyCaller(find(symbolon).id(), environment, Optional.of(kek), Optional.empty());
    }

    /** With the KEK that is kept for the account, if one is, to wrap keys that come in the clear. */
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
        return symbolon.accounts().find(id).orElseThrow(() -> AccountCommand.unknown(id));
    }
}
