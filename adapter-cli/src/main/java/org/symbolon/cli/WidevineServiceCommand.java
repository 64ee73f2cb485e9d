package org.symbolon.cli;

import java.util.List;
import java.util.Optional;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The licence service that Widevine licences come from. */
@Command(
        name = "service",
        description = {
            "Sets, shows and removes the Widevine licence services of accounts, which are sealed under the key ring.",
            "",
            "The default one serves every account without one of its own."
        })
final class WidevineServiceCommand {
    private static final String DEFAULT = "--default";
    private static final String DEFAULT_MEANING = "The one of every account without one of its own.";

    private final CredentialWork work;

    WidevineServiceCommand(GlobalOptions global, DrmId drm) {
        this.work = new CredentialWork(global, drm, "licence service");
    }

    @Command(
            customSynopsis = "symbolon widevine service set (ACCOUNT | --default) NAME=VALUE...",
            description = {
                "Sets the licence service of an account, or the default one.",
                "",
                "Secrets come from a file, from standard input or from an environment variable. Files may be binary; of"
                        + " text, one line end is stripped."
            })
    void set(
            @Option(names = DEFAULT, description = DEFAULT_MEANING) boolean ofEveryAccount,
            @Parameters(
                            arity = "1..*",
                            paramLabel = "NAME=VALUE",
                            description = {
                                "Without --default, first the account's id.",
                                FairPlayCredentialsCommand.VALUE_MEANING
                            })
                    List<String> arguments) {
        if (ofEveryAccount) {
            work.set(Optional.empty(), arguments);
        } else {
            AccountId account = AccountId.parse(arguments.get(0))
                    .orElseThrow(() -> CommandFailedException.usage("an account's id or --default comes first"));
            work.set(Optional.of(account), arguments.subList(1, arguments.size()));
        }
    }

    @Command(description = "Shows licence services, but for what is secret of them (default: all).")
    void show(
            @Option(names = DEFAULT, description = DEFAULT_MEANING) boolean ofEveryAccount,
            @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = AccountCommand.ID_MEANING)
                    Optional<AccountId> account) {
        if (ofEveryAccount && account.isPresent()) {
            throw oneOfBoth();
        }
        if (ofEveryAccount || account.isPresent()) {
            work.list(account);
        } else {
            work.listAll();
        }
    }

    @Command(description = "Removes the licence service of an account, or the default one.")
    void remove(
            @Option(names = DEFAULT, description = DEFAULT_MEANING) boolean ofEveryAccount,
            @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = AccountCommand.ID_MEANING)
                    Optional<AccountId> account) {
        if (ofEveryAccount == account.isPresent()) {
            throw oneOfBoth();
        }
        work.removeAll(account);
    }

    private static CommandFailedException oneOfBoth() {
        return CommandFailedException.usage("either an account or --default is needed");
    }
}
