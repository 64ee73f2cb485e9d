package org.symbolon.cli.usage;

import java.time.LocalDate;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what accounts used. */
@Command(
        name = "usage",
        description = {
            "Shows how many tokens were issued, how many were redeemed, and what was refused: this month, or on the"
                    + " days that are named.",
            "",
            "Days are those of UTC. Issued tokens of an account with a balance are exactly those that the balance has"
                    + " lost; everything is there a second or two after it happened. Distinct cookies are shown for one"
                    + " account, and are an estimate if they are many."
        })
public final class UsageCommand implements Runnable {
    private final GlobalOptions global;

    @Option(names = "--account", paramLabel = "ID", description = "Only the usage of this account (default: of all).")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "Only the usage of this environment: production or test (default: both).")
    private Optional<Environment> environment = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day, such as 2026-11-01 (default: the first one of the month).")
    private Optional<LocalDate> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "The day after the last one, such as 2026-12-01 (default: tomorrow).")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--by", paramLabel = "GROUP", description = "A line for each day, drm or outcome.")
    private Optional<Grouping> by = Optional.empty();

    public UsageCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        UsageQuery query = UsageQuery.of(from, to, global.surroundings().clock().instant())
                .orElseThrow(() -> CommandFailedException.usage(
                        "--to must be 1 to " + UsageQuery.MOST_DAYS + " days after --from"))
                .account(account)
                .environment(environment)
                .by(by)
                .build();
        try (Symbolon symbolon = global.open()) {
            UsageView view = new UsageView(query, symbolon.usage(query));
            global.output().result(view.model(), view.text());
        }
    }
}
