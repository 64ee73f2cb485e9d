package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.DefaultName;
import org.symbolon.core.administration.SettingName;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes fields of an account. */
@Command(
        name = "set",
        description = {
            "Changes an account, and shows it.",
            "",
            "What is not named stays as it is: --option, --default and --setting change the one that they name,"
                    + " --network replaces all networks, and --tokens replaces the balance ('account credit' and"
                    + " 'account debit' change it)."
        })
final class AccountSetCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING)
    private Optional<AccountId> id = Optional.empty();

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Option(names = "--status", paramLabel = "STATUS", description = "active or disabled.")
    private Optional<Status> status = Optional.empty();

    @Option(names = "--unlimited", description = "Have no balance and no limit.")
    private boolean unlimited;

    @Option(names = "--any-network", description = "Accept calls from every network.")
    private boolean anyNetwork;

    @Option(names = "--usual-rate", description = "Have the limits of the settings http.limit.account.*.")
    private boolean usualRate;

    @Option(names = "--no-default", paramLabel = "DRM.NAME", description = "Remove a default; may be repeated.")
    private List<String> removed = new ArrayList<>();

    @Option(
            names = "--no-setting",
            paramLabel = "DRM.NAME",
            description = "Bring back the default of an account setting; may be repeated.")
    private List<String> resetSettings = new ArrayList<>();

    private enum Status {
        ACTIVE,
        DISABLED
    }

    AccountSetCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        AccountId changed = id.orElseThrow();
        AccountUpdate update = update(changed);
        if (update.equals(new AccountUpdate.Builder().id(changed).build())) {
            throw CommandFailedException.usage("there is nothing to change; name a field, such as --name");
        }
        try (Symbolon symbolon = global.open()) {
            Account account = global.desk(symbolon).accounts().change(update, Expected.ANY);
            update.warnings(symbolon.drms(), account).forEach(global.output()::warn);
            global.output().result(new AccountView(symbolon).whole(account));
            global.awaitServices(symbolon);
        }
    }

    private AccountUpdate update(AccountId changed) {
        AccountUpdate fields = options.update(changed, global.drms()).build();
        requireOne(unlimited && fields.tokens().isPresent(), "--tokens", "--unlimited");
        requireOne(anyNetwork && fields.allowedNetworks().isPresent(), "--network", "--any-network");
        requireOne(usualRate && fields.rate().isPresent(), "--rate", "--usual-rate");
        AccountUpdate.Builder update = new AccountUpdate.Builder().from(fields);
        status.ifPresent(given -> update.active(given == Status.ACTIVE));
        if (unlimited) {
            update.tokens(new AccountUpdate.Allowance(OptionalLong.empty()));
        }
        if (usualRate) {
            update.rate(new AccountUpdate.Rate(Optional.empty()));
        }
        if (anyNetwork) {
            update.allowedNetworks(ImmutableList.of());
        }
        for (String key : removed) {
            DefaultName name = DefaultName.parse(key)
                    .orElseThrow(() -> CommandFailedException.usage("--no-default must be written DRM.NAME"));
            requireOne(fields.defaults().containsKey(name), "--default", "--no-default");
            update.putDefaults(name, Optional.empty());
        }
        for (String key : resetSettings) {
            SettingName name = SettingName.parse(key)
                    .orElseThrow(() -> CommandFailedException.usage("--no-setting must be written DRM.NAME"));
            requireOne(fields.settings().containsKey(name), "--setting", "--no-setting");
            update.putSettings(name, Optional.empty());
        }
        return update.build();
    }

    private static void requireOne(boolean both, String one, String other) {
        if (both) {
            throw CommandFailedException.usage(one + " and " + other + " exclude each other");
        }
    }
}
