package org.symbolon.cli.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.record.RecordStore.StartTooFarException;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the records of issued tokens, redemptions and refusals. */
@Command(
        name = "records",
        description = {
            "Lists issued tokens, redemptions and refusals, the youngest first.",
            "",
            "In JSON a record includes what the DRM learned about the device, and the explanation of a refusal."
        })
public final class RecordsCommand implements Runnable {
    private final GlobalOptions global;

    @Option(names = "--account", paramLabel = "ID", description = "Only records of this account.")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "Only records of this environment: production or test.")
    private Optional<Environment> environment = Optional.empty();

    @Option(names = "--id", paramLabel = "TOKENID", description = "Only records of this token.")
    private Optional<TokenId> token = Optional.empty();

    @Option(names = "--cookie", paramLabel = "TEXT", description = "Only records with this cookie.")
    private Optional<String> cookie = Optional.empty();

    @Option(names = "--reference", paramLabel = "REFERENCE", description = "Only the refusal with this reference.")
    private Optional<Reference> reference = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only records of this kind: issue, redeem or flood.")
    private Optional<RecordKind> kind = Optional.empty();

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "Only requests that were granted, or refused.")
    private Optional<Outcome> outcome = Optional.empty();

    @Option(names = "--code", paramLabel = "CODE", description = "Only refusals with this error code, such as -2019.")
    private Optional<Integer> code = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only records of this time or later: 2026-11-21T08:30:00Z, or a day, which begins at 0:00 UTC.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Only records from before this time or day.")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--start",
            paramLabel = "N",
            description = "Skip the N youngest records, at most " + RecordQuery.LAST_START + " (default: 0).")
    private int start;

    @Option(
            names = "--before",
            paramLabel = "ID",
            description = "Only records that are older than the one with this id, where an earlier list ended.")
    private Optional<RecordId> before = Optional.empty();

    @Option(names = "--length", paramLabel = "N", description = "Show at most N records, 1 to 1000 (default: 32).")
    private int length = RecordQuery.USUAL_LENGTH;

    private RecordsCommand(GlobalOptions global) {
        this.global = global;
    }

    /** The command with its subcommand. */
    public static CommandLine create(GlobalOptions global) {
        return new CommandLine(new RecordsCommand(global)).addSubcommand(new RecordExportCommand(global));
    }

    @Override
    public void run() {
        RecordQuery query = query();
        try (Symbolon symbolon = global.open()) {
            RecordPage found = symbolon.records(query);
            List<RecordView> views =
                    found.records().stream().map(RecordView::new).toList();
            global.output()
                    .list(
                            views.stream().map(RecordView::whole).toList(),
                            views.stream().map(RecordView::line).toList(),
                            "there is no such record");
            found.next().ifPresent(place -> global.output().note("older records may follow: --before " + place));
        } catch (StartTooFarException e) {
            throw CommandFailedException.usage(
                    "--start skips records that are too far apart; go on with --before " + e.place());
        }
    }

    private RecordQuery query() {
        if (start < 0 || start > RecordQuery.LAST_START || length < 1 || length > RecordQuery.MOST) {
            throw CommandFailedException.usage("--start must be 0 to " + RecordQuery.LAST_START + ", and --length 1 to "
                    + RecordQuery.MOST + "; --before goes further back");
        }
        return RecordQuery.builder()
                .account(account)
                .environment(environment)
                .token(token)
                .cookie(cookie)
                .reference(reference)
                .kind(kind)
                .outcome(outcome)
                .code(code)
                .since(from)
                .until(to)
                .before(before)
                .start(start)
                .length(length)
                .build();
    }
}
