package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes accounts. A running service sees a change within seconds. */
@Command(name = "account", addMethodSubcommands = false, description = "Shows and changes accounts.")
public record AccountCommand(GlobalOptions global) {
    static final String ID_MEANING = "The id of the account, which is the customer id of its authenticators.";

    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        ImmutableMap<String, Commands.Source> classes = ImmutableMap.of(
                "authenticator", rest -> Commands.group(new AuthenticatorCommand(global), ImmutableMap.of(), rest),
                "kek", rest -> Commands.group(new AccountKekCommand(global), ImmutableMap.of(), rest));
        return Commands.group(new AccountCommand(global), classes, words);
    }

    @Command(description = "Lists the accounts.")
    void list() {
        try (Symbolon symbolon = global.open()) {
            AccountView view = new AccountView(symbolon);
            ImmutableList<Account> accounts = symbolon.accounts().all().values().stream()
                    .sorted(Comparator.comparing(account -> account.id().value()))
                    .collect(ImmutableList.toImmutableList());
            global.output().list(each(accounts, view::whole), each(accounts, view::line), "there is no account yet");
        }
    }

    private static ImmutableList<ImmutableMap<String, Object>> each(
            ImmutableList<Account> accounts, Function<Account, ImmutableMap<String, Object>> view) {
        return accounts.stream().map(view).collect(ImmutableList.toImmutableList());
    }

    @Command(description = "Shows an account, without the secrets of its authenticators.")
    void show(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        try (Symbolon symbolon = global.open()) {
            Account account = symbolon.accounts().find(id).orElseThrow(() -> CommandFailedException.unknownAccount(id));
            global.output().result(new AccountView(symbolon).whole(account));
        }
    }

    @Command(
            name = "import",
            description = {
                "Creates and changes accounts from a JSON file. If anything in the file is wrong, nothing is changed.",
                "",
                "A field in the file replaces the value of the account. A field that is left out keeps its value; a"
                        + " new account is active and has no limit and no DRM.",
                "",
                "If there is no store or no key ring yet, they are created."
            })
    void importFile(@Parameters(paramLabel = "FILE", description = "The file; - for standard input.") String file) {
        // The file is checked before the store is opened, so that a wrong file creates no store.
        ImmutableList<AccountUpdate> updates =
                AccountFile.read(new Inputs(global.surroundings()).text(file), global.drms());
        try (Symbolon symbolon = global.setUp()) {
            ImmutableSet<AccountId> before = symbolon.accounts().all().keySet();
            updates.forEach(update -> update.write(symbolon, stored -> stored));
            updates.forEach(update -> warnOfUnknownDrms(symbolon, update));
            ImmutableList<Long> created = ids(updates, id -> !before.contains(id));
            ImmutableList<Long> changed = ids(updates, before::contains);
            global.output()
                    .result(
                            ImmutableMap.of("created", created, "changed", changed),
                            "accounts imported: " + created.size() + " new, " + changed.size() + " changed");
        }
    }

    private static ImmutableList<Long> ids(ImmutableList<AccountUpdate> updates, Predicate<AccountId> which) {
        return updates.stream()
                .map(AccountUpdate::id)
                .filter(which)
                .map(AccountId::value)
                .collect(ImmutableList.toImmutableList());
    }

    private void warnOfUnknownDrms(Symbolon symbolon, AccountUpdate update) {
        for (DrmId drm : update.options().orElse(ImmutableMap.of()).keySet()) {
            if (symbolon.drms().find(drm).isEmpty()) {
                global.output()
                        .warn("account " + update.id() + " has an option for " + drm
                                + ", for which there is no plug-in");
            }
        }
    }

    @Command(
            description = {
                "Creates an account with an authenticator for production, which is shown only once.",
                "",
                "If there is no store or no key ring yet, they are created."
            })
    void add(
            @Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Option(names = "--name", paramLabel = "N", required = true, description = "A name for people.")
                    String name,
            @Mixin NewAccount options) {
        Optional<AuthenticatorSecret> secret = options.needsAuthenticator()
                ? Optional.of(AuthenticatorSecret.random(global.surroundings().random()))
                : Optional.empty();
        // The options are checked before the store is opened, so that a wrong option creates no store.
        AccountUpdate update = options.update(id, name, global.drms())
                .authenticators(secret.stream()
                        .map(made -> Authenticator.of(id, Environment.PRODUCTION, made))
                        .collect(ImmutableList.toImmutableList()))
                .build();
        try (Symbolon symbolon = global.setUp()) {
            Account account = update.write(symbolon, stored -> {
                if (stored.isPresent()) {
                    throw CommandFailedException.refused("there is an account " + id + " already");
                }
                return stored;
            });
            warnOfUnknownDrms(symbolon, update);
            ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
            model.putAll(new AccountView(symbolon).whole(account));
            secret.ifPresent(made -> model.put("customerAuthenticator", new CustomerAuthenticator(id, made).reveal()));
            global.output().result(model.buildOrThrow());
        }
    }

    @Command(description = "Enables an account that was disabled.")
    void enable(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        activate(id, true);
    }

    @Command(description = "Disables an account: its requests are refused with -2031.")
    void disable(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        activate(id, false);
    }

    /** Changes an account, which must exist. */
    static void change(Symbolon symbolon, AccountId id, UnaryOperator<Account> change) {
        symbolon.accounts()
                .change(
                        id,
                        stored -> change.apply(stored.orElseThrow(() -> CommandFailedException.unknownAccount(id))));
    }

    private void activate(AccountId id, boolean active) {
        try (Symbolon symbolon = global.open()) {
            Account account = new AccountUpdate.Builder()
                    .id(id)
                    .active(active)
                    .build()
                    .write(symbolon, stored -> requireStored(id, stored));
            String status = AccountView.status(account);
            global.output()
                    .result(ImmutableMap.of("id", id.value(), "status", status), "account " + id + " is " + status);
        }
    }

    private static Optional<Account> requireStored(AccountId id, Optional<Account> stored) {
        if (stored.isEmpty()) {
            throw CommandFailedException.unknownAccount(id);
        }
        return stored;
    }

    @Command(description = "Adds tokens to an account's balance, and prints the new balance.")
    void credit(
            @Parameters(index = "0", paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Parameters(index = "1", paramLabel = "TOKENS", description = "How many; 1 or more.") long tokens) {
        if (tokens < 1) {
            throw CommandFailedException.usage("TOKENS must be 1 or more");
        }
        try (Symbolon symbolon = global.open()) {
            if (symbolon.accounts().find(id).isEmpty()) {
                throw CommandFailedException.unknownAccount(id);
            }
            OptionalLong before = symbolon.balance().remaining(id);
            if (before.isEmpty()) {
                throw CommandFailedException.refused("account " + id + " is unlimited; it has no balance");
            }
            if (tokens > AccountFile.MAX_NUMBER - before.getAsLong()) {
                throw CommandFailedException.refused("a balance is at most " + AccountFile.MAX_NUMBER);
            }
            long balance = symbolon.balance().credit(id, tokens).orElseThrow();
            global.output().result(ImmutableMap.of("id", id.value(), "tokens", balance), Long.toString(balance));
        }
    }
}
