package org.symbolon.cli.account;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.administration.Expected;
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
            global.desk(symbolon).accounts().addAuthenticator(id, environment, secret, Expected.ANY);
            global.output().result(model.buildOrThrow());
            global.awaitServices(symbolon);
        }
    }

    private AuthenticatorSecret read(String file) {
        return AuthenticatorSecret.parse(new Inputs(global.surroundings()).line(file))
                .orElseThrow(() -> CommandFailedException.refused("the secret is not 32 hexadecimal digits"));
    }

    @Command(description = "Removes an authenticator: requests with it are refused with -2018.")
    void remove(
            @Parameters(index = "0", paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Parameters(index = "1", paramLabel = "LABEL", description = "Its label, as 'account show' shows it.")
                    String label) {
        try (Symbolon symbolon = global.open()) {
            global.desk(symbolon).accounts().removeAuthenticator(id, label, Expected.ANY);
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "removed", label),
                            "authenticator " + label + " of account " + id + " is removed");
            global.awaitServices(symbolon);
        }
    }
}
