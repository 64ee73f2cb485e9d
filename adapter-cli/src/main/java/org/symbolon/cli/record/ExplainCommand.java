package org.symbolon.cli.record;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.LanguageOption;
import org.symbolon.cli.base.References;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains the refusal that a reference names. */
@Command(
        name = "explain",
        description = {
            "Explains why a token or a licence was refused: which rule failed, what was expected, what was received,"
                    + " and what the usual cause is.",
            "",
            "The reference can be pasted as it came: the digits with or without dashes, the header line"
                    + " Error-Reference, the body of the answer or a line of the log. A failure of the service itself"
                    + " (status 500 or 503) is not recorded; then the command says what to search for in the log."
        })
public final class ExplainCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(
            arity = "1..*",
            paramLabel = "REFERENCE",
            description = "The reference in the header Error-Reference of the answer, and in the log.")
    private List<String> words = List.of();

    @Mixin
    private LanguageOption language = new LanguageOption();

    public ExplainCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        Reference reference = References.find(String.join(" ", words))
                .orElseThrow(() -> CommandFailedException.usage("REFERENCE must be 32 hexadecimal digits, or a text in"
                        + " which they follow the word 'reference'; an answer without a reference is explained by"
                        + " 'symbolon errors CODE'"));
        try (Symbolon symbolon = global.open()) {
            RecordQuery query = RecordQuery.builder().reference(reference).build();
            Optional<TransactionRecord> refused =
                    symbolon.records(query).stream().findFirst();
            ImmutableMap<String, Object> english =
                    refused.map(found -> refusal(symbolon, found)).orElseGet(() -> failure(reference));
            global.output().result(LanguageOption.in(language.wording(symbolon.drms()), english));
        }
    }

    private static ImmutableMap<String, Object> refusal(Symbolon symbolon, TransactionRecord refused) {
        Optional<ErrorCode> code = refused.code().flatMap(symbolon.drms()::errorCode);
        return new RecordView(refused).refusal(code);
    }

    private static ImmutableMap<String, Object> failure(Reference reference) {
        String logged = References.ofFailure(reference)
                .orElseThrow(() -> CommandFailedException.refused("there is no refusal with the reference " + reference
                        + " in the records; it may be older than records.keep, not yet written, which takes up to a"
                        + " second, or of another data folder; the service's log has it too"));
        return ImmutableMap.of(
                "reference",
                logged,
                "recorded",
                false,
                "meaning",
                "The service itself failed to answer the request (status 500 or 503). Such failures are not recorded.",
                "remedy",
                "Search the log of the service for this reference: there is the cause. If the log does not have it, it"
                        + " may be the reference of a refusal that is older than records.keep.");
    }
}
