package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.AccountUpdate.NamedAuthenticator;
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

/** Creates an account. */
@Command(
        name = "add",
        description = {
            "Creates an account with an authenticator for production, which is shown only once.",
            "",
            "If there is no store or no key ring yet, they are created."
        })
final class AccountAddCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING)
    private Optional<AccountId> id = Optional.empty();

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Option(names = "--no-authenticator", description = "Create no authenticator (default: one for production).")
    private boolean noAuthenticator;

    AccountAddCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        AccountId added = id.orElseThrow();
        if (options.name().isEmpty()) {
            throw CommandFailedException.usage("--name is needed");
        }
        Optional<AuthenticatorSecret> secret = noAuthenticator
                ? Optional.empty()
                : Optional.of(AuthenticatorSecret.random(global.surroundings().random()));
        // The options are checked before the store is opened, so that a wrong option creates no store.
        AccountUpdate update = options.update(added, global.drms())
                .authenticators(secret.stream()
                        .map(made -> NamedAuthenticator.of(Authenticator.of(added, Environment.PRODUCTION, made)))
                        .collect(ImmutableList.toImmutableList()))
                .build();
        try (Symbolon symbolon = global.setUp()) {
            Account account = global.desk(symbolon).accounts().create(update);
            update.warnings(symbolon.drms(), account).forEach(global.output()::warn);
            ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
            model.putAll(new AccountView(symbolon).whole(account));
            secret.ifPresent(
                    made -> model.put("customerAuthenticator", new CustomerAuthenticator(added, made).reveal()));
            // Shown before the wait, because a secret that is not shown is lost.
            global.output().result(model.buildOrThrow());
            global.awaitServices(symbolon);
        }
    }
}
