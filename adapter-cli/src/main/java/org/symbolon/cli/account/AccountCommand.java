package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AccountAdministration;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes accounts. A running service sees a change within seconds. */
@Command(name = "account", addMethodSubcommands = false, description = "Shows and changes accounts.")
public record AccountCommand(GlobalOptions global) {
    static final String ID_MEANING = "The id of the account, which is the customer id of its authenticators.";

    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        ImmutableMap<String, Commands.Source> classes = ImmutableMap.of(
                "add", Commands.Source.of(AccountAddCommand::new, global),
                "set", Commands.Source.of(AccountSetCommand::new, global),
                "import", Commands.Source.of(AccountImportCommand::new, global),
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
            Account account = find(symbolon, id);
            global.output().result(new AccountView(symbolon).whole(account));
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

    private void activate(AccountId id, boolean active) {
        try (Symbolon symbolon = global.open()) {
            AccountUpdate update =
                    new AccountUpdate.Builder().id(id).active(active).build();
            Account account = global.desk(symbolon).accounts().change(update, Expected.ANY);
            String status = AccountView.status(account);
            global.output()
                    .result(ImmutableMap.of("id", id.value(), "status", status), "account " + id + " is " + status);
            global.awaitServices(symbolon);
        }
    }

    @Command(description = "Adds tokens to an account's balance, and prints the new balance.")
    void credit(
            @Parameters(index = "0", paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Parameters(index = "1", paramLabel = "TOKENS", description = "How many; 1 or more.") long tokens) {
        changeBalance(id, tokens, accounts -> accounts.credit(id, tokens, Expected.ANY));
    }

    @Command(description = "Takes tokens away from an account's balance, and prints the new balance.")
    void debit(
            @Parameters(index = "0", paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Parameters(
                            index = "1",
                            paramLabel = "TOKENS",
                            description = "How many; 1 or more, and no more than are left.")
                    long tokens) {
        changeBalance(id, tokens, accounts -> accounts.debit(id, tokens, Expected.ANY));
    }

    private void changeBalance(AccountId id, long tokens, ToLongFunction<AccountAdministration> change) {
        if (tokens < 1) {
            throw CommandFailedException.usage("TOKENS must be 1 or more");
        }
        try (Symbolon symbolon = global.open()) {
            long balance = change.applyAsLong(global.desk(symbolon).accounts());
            global.output().result(ImmutableMap.of("id", id.value(), "tokens", balance), Long.toString(balance));
        }
    }

    @Command(
            description = {
                "Deletes an account for good: its authenticators, its balance, its stored keys, its KEK and its"
                        + " credentials. Records of its tokens stay.",
                "",
                "Without --force, only a disabled account without stored keys is deleted."
            })
    void delete(
            @Parameters(paramLabel = "ID", description = ID_MEANING) AccountId id,
            @Option(names = "--force", description = "Delete the account even if it is in use.") boolean force) {
        try (Symbolon symbolon = global.open()) {
            global.desk(symbolon).accounts().delete(id, force, Expected.ANY);
            global.output().result(ImmutableMap.of("deleted", id.value()), "account " + id + " is deleted");
            global.awaitServices(symbolon);
        }
    }

    private static Account find(Symbolon symbolon, AccountId id) {
        return symbolon.accounts().find(id).orElseThrow(() -> CommandFailedException.unknownAccount(id));
    }
}
