package org.symbolon.cli;

import java.util.List;
import java.util.Optional;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What FairPlay licences are made with. */
@Command(
        name = "credentials",
        description = {
            "Sets, lists and removes the FairPlay credentials of accounts, which are sealed under the key ring.",
            "",
            "An account may have several, while one takes the place of another: the player's certificate says which is meant."
        })
final class FairPlayCredentialsCommand {
    private final CredentialWork work;

    FairPlayCredentialsCommand(GlobalOptions global, DrmId drm) {
        this.work = new CredentialWork(global, drm, "credential");
    }

    @Command(
            description = {
                "Sets a credential of an account, in the place of one with the same name.",
                "",
                "Secrets come from a file, from standard input or from an environment variable. Files may be binary; of"
                        + " text, one line end is stripped."
            })
    void set(
            @Parameters(index = "0", paramLabel = "ACCOUNT", description = AccountCommand.ID_MEANING) AccountId account,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = VALUE_MEANING)
                    List<String> values,
            @Option(
                            names = "--simulator",
                            description = "Instead of values: make a credential that works with 'fairplay simulate' and"
                                    + " with no device, to try things out.")
                    boolean simulated) {
        List<String> given = Optional.ofNullable(values).orElseGet(List::of);
        if (simulated == !given.isEmpty()) {
            throw CommandFailedException.usage("either --simulator or values are needed");
        }
        if (simulated) {
            work.setSimulated(account);
        } else {
            work.set(Optional.of(account), given);
        }
    }

    static final String VALUE_MEANING = "What makes it, as listed below. A value can also be @FILE (a file's content),"
            + " @- (standard input) or env:VARIABLE; a value that begins with @ is written @@…";

    @Command(description = "Lists credentials, and shows what is no secret of them.")
    void list(
            @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Those of this account (default: all).")
                    Optional<AccountId> account) {
        account.ifPresentOrElse(id -> work.list(Optional.of(id)), work::listAll);
    }

    @Command(description = "Removes a credential.")
    void remove(
            @Parameters(index = "0", paramLabel = "ACCOUNT", description = AccountCommand.ID_MEANING) AccountId account,
            @Parameters(index = "1", paramLabel = "NAME", description = "Its name, as 'list' shows it.") String name) {
        work.remove(Optional.of(account), name);
    }
}
