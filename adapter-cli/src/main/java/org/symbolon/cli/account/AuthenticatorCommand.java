package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds and removes API keys, so that a customer can change to a new one before the old one is removed. */
@Command(
        name = "authenticator",
        addMethodSubcommands = false,
        description = "Adds and removes the authenticators (API keys) of an account.")
record AuthenticatorCommand(GlobalOptions global) {
    /** The option for the file that holds the secret, which is never an argument itself. */
    static final class SecretSource {
        @Option(
                names = "--secret-file",
                paramLabel = "FILE",
                description = "A file that holds the secret, 32 hexadecimal digits; - for standard input (default: a"
                        + " random secret, which is shown only once).")
        Optional<String> file = Optional.empty();
    }

    @Command(description = "Adds an authenticator.")
    void add(
            @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Option(
                            names = "--environment",
                            paramLabel = "ENVIRONMENT",
                            defaultValue = "production",
                            description = "The environment in which it is valid: production (default) or test.")
                    Environment environment,
            @Mixin SecretSource source) {
        AuthenticatorSecret secret = source.file
                .map(this::read)
                .orElseGet(
                        () -> AuthenticatorSecret.random(global.surroundings().random()));
        Authenticator added = Authenticator.of(id, environment, secret);
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("account", id.value())
                .putAll(AccountView.authenticator(added));
        if (source.file.isEmpty()) {
            model.put("customerAuthenticator", new CustomerAuthenticator(id, secret).reveal());
        }
        try (Symbolon symbolon = global.open()) {
            AccountCommand.change(symbolon, id, account -> with(account, added));
            global.output().result(model.buildOrThrow());
            global.awaitServices(symbolon);
        }
    }

    private AuthenticatorSecret read(String file) {
        return AuthenticatorSecret.parse(new Inputs(global.surroundings()).line(file))
                .orElseThrow(() -> CommandFailedException.refused("the secret is not 32 hexadecimal digits"));
    }

    private static Account with(Account account, Authenticator added) {
        if (account.authenticators().contains(added)) {
            throw CommandFailedException.refused("account " + account.id() + " already has this authenticator");
        }
        return Account.builder().from(account).addAuthenticators(added).build();
    }

    @Command(description = "Removes an authenticator: requests with it are refused with -2018.")
    void remove(
            @Parameters(index = "0", paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Parameters(index = "1", paramLabel = "LABEL", description = "Its label, as 'account show' shows it.")
                    String label) {
        try (Symbolon symbolon = global.open()) {
            AccountCommand.change(symbolon, id, account -> without(account, label));
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "removed", label),
                            "authenticator " + label + " of account " + id + " is removed");
            global.awaitServices(symbolon);
        }
    }

    private static Account without(Account account, String label) {
        ImmutableList<Authenticator> kept = account.authenticators().stream()
                .filter(authenticator -> !authenticator.label().equals(label))
                .collect(ImmutableList.toImmutableList());
        // The label is not repeated, because it may be a secret in the wrong place.
        if (kept.size() == account.authenticators().size()) {
            throw CommandFailedException.refused("account " + account.id() + " has no authenticator of this label");
        }
        return Account.builder().from(account).authenticators(kept).build();
    }
}
