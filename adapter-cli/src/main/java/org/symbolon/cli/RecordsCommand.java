package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.record.Reference;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.token.TokenId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what became of tokens. */
@Command(
        name = "records",
        description = {
            "Lists what became of requests for tokens and of attempts to redeem them, the youngest first.",
            "",
            "In JSON they come with what the DRM learned of the device, and why they were refused."
        })
final class RecordsCommand implements Runnable {
    private final GlobalOptions global;

    @Option(names = "--account", paramLabel = "ID", description = "Of this account alone.")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "Of this environment alone: production or test.")
    private Optional<Environment> environment = Optional.empty();

    @Option(names = "--id", paramLabel = "TOKENID", description = "Of this token alone.")
    private Optional<TokenId> token = Optional.empty();

    @Option(names = "--cookie", paramLabel = "TEXT", description = "With this cookie alone.")
    private Optional<String> cookie = Optional.empty();

    @Option(names = "--reference", paramLabel = "REFERENCE", description = "The refusal of this reference alone.")
    private Optional<Reference> reference = Optional.empty();

    @Option(names = "--start", paramLabel = "N", description = "Pass over the N youngest (default: none).")
    private int start;

    @Option(names = "--length", paramLabel = "N", description = "Show N at most, 1 to 1000 (default: 32).")
    private int length = RecordQuery.USUAL_LENGTH;

    RecordsCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        RecordQuery query = query();
        try (Symbolon symbolon = global.open()) {
            ImmutableList<TransactionRecord> found = symbolon.records().find(query);
            ImmutableList<RecordView> views =
                    found.stream().map(RecordView::new).collect(ImmutableList.toImmutableList());
            global.output()
                    .result(
                            views.stream().map(RecordView::whole).collect(ImmutableList.toImmutableList()),
                            views.isEmpty()
                                    ? "there is no such record"
                                    : TextLayout.of(
                                            views.stream().map(RecordView::line).toList()));
        }
    }

    private RecordQuery query() {
        if (start < 0 || start > RecordQuery.LAST_START || length < 1 || length > RecordQuery.MOST) {
            throw CommandFailedException.usage(
                    "--start must be 0 to " + RecordQuery.LAST_START + ", and --length 1 to " + RecordQuery.MOST);
        }
        return RecordQuery.builder()
                .account(account)
                .environment(environment)
                .token(token)
                .cookie(cookie)
                .reference(reference)
                .start(start)
                .length(length)
                .build();
    }
}
