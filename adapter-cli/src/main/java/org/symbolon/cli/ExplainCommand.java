package org.symbolon.cli;

import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.record.Reference;
import org.symbolon.core.record.TransactionRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says why something was refused. */
@Command(
        name = "explain",
        description = {
            "Says why a token or a licence was refused: which rule failed, what was expected, what came instead, and what"
                    + " usually causes it."
        })
final class ExplainCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(
            paramLabel = "REFERENCE",
            description = "What the refusal is called: in the answer's header Error-Reference, and in the log.")
    private Optional<Reference> reference = Optional.empty();

    ExplainCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        try (Symbolon symbolon = global.open()) {
            TransactionRecord refused =
                    symbolon
                            .records()
                            .find(RecordQuery.builder().reference(reference).build())
                            .stream()
                            .findFirst()
                            .orElseThrow(
                                    () -> CommandFailedException.refused(
                                            "there is no refusal of this reference: it may be"
                                                    + " older than records.keep, not yet written, which takes up to a second, or have been"
                                                    + " answered to a caller that was not authenticated, of whom nothing is kept"));
            Optional<ErrorCode> code = refused.code()
                    .flatMap(number -> Catalogue.find(symbolon.drms().errorCodes(), number));
            global.output().result(new RecordView(refused).refusal(code));
        }
    }
}
