package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes accounts. A service that is running sees a change within seconds. */
@Command(name = "account", description = "Shows and changes accounts.")
final class AccountCommand {
    static final String ID_MEANING = "The account's id, the customer id of its authenticators.";

    private final GlobalOptions global;

    AccountCommand(GlobalOptions global) {
        this.global = global;
    }

    @Command(description = "Lists the accounts.")
    void list() {
        try (Symbolon symbolon = global.open()) {
            AccountView view = new AccountView(symbolon);
            ImmutableList<Account> accounts = symbolon.accounts().all().values().stream()
                    .sorted(Comparator.comparing(account -> account.id().value()))
                    .collect(ImmutableList.toImmutableList());
            global.output()
                    .result(
                            each(accounts, view::whole),
                            accounts.isEmpty() ? "there is no account yet" : TextLayout.of(each(accounts, view::line)));
        }
    }

    private static ImmutableList<ImmutableMap<String, Object>> each(
            ImmutableList<Account> accounts, Function<Account, ImmutableMap<String, Object>> view) {
        return accounts.stream().map(view).collect(ImmutableList.toImmutableList());
    }

    @Command(description = "Shows an account: all but the secrets of its authenticators.")
    void show(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        try (Symbolon symbolon = global.open()) {
            Account account = symbolon.accounts().find(id).orElseThrow(() -> unknown(id));
            global.output().result(new AccountView(symbolon).whole(account));
        }
    }

    static CommandFailedException unknown(AccountId id) {
        return CommandFailedException.refused("there is no account " + id);
    }

    @Command(
            name = "import",
            description = {
                "Creates and changes accounts from a JSON file; all of them, or none if anything in it is wrong.",
                "",
                "A field that is left out keeps its value (in a new account: active, no limit, no DRM); one that is"
                        + " there replaces it."
            })
    void importFile(@Parameters(paramLabel = "FILE", description = "The file; - for standard input.") String file) {
        String json = new Inputs(global.surroundings()).text(file);
        try (Symbolon symbolon = global.open()) {
            ImmutableList<AccountUpdate> updates = AccountFile.read(json, symbolon.drms());
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

    @Command(description = "Creates an account, with an authenticator for production that is shown this once.")
    void add(
            @Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Option(names = "--name", paramLabel = "N", required = true, description = "A name for people.")
                    String name,
            @Mixin NewAccountOptions options) {
        try (Symbolon symbolon = global.open()) {
            Optional<AuthenticatorSecret> secret = options.noAuthenticator
                    ? Optional.empty()
                    : Optional.of(
                            AuthenticatorSecret.random(global.surroundings().random()));
            AccountUpdate update = new NewAccount(options, symbolon.drms())
                    .update(id, name)
                    .authenticators(secret.stream()
                            .map(made -> Authenticator.of(id, Environment.PRODUCTION, made))
                            .collect(ImmutableList.toImmutableList()))
                    .build();
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

    @Command(description = "Lets an account ask again.")
    void enable(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        activate(id, true);
    }

    @Command(description = "Disables an account: its requests are refused with -2031.")
    void disable(@Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id) {
        activate(id, false);
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
            throw unknown(id);
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
                throw unknown(id);
            }
            OptionalLong before = symbolon.balance().remaining(id);
            if (before.isEmpty()) {
                throw CommandFailedException.refused("account " + id + " is unlimited; it has no balance");
            }
            if (tokens > AccountFields.MOST - before.getAsLong()) {
                throw CommandFailedException.refused("a balance is at most " + AccountFields.MOST);
            }
            long balance = symbolon.balance().credit(id, tokens).orElseThrow();
            global.output().result(ImmutableMap.of("id", id.value(), "tokens", balance), Long.toString(balance));
        }
    }
}
