package org.symbolon.console.story;

import java.util.Optional;
import org.symbolon.console.text.Texts;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.language.Wording;
import org.symbolon.core.store.record.TransactionRecord;

/**
 * Why something was refused, and what to do about it, in the language of whoever reads it.
 *
 * @param code the number of the error code
 * @param title what it is, in a few words; empty text for a code of a plug-in that is not loaded
 * @param cause the usual cause
 * @param cure what to do about it
 * @param explanation which rule was broken and how; empty if nobody wrote one
 * @param reference under which the answer and the log show it; empty for what was not recorded
 */
public record Refusal(
        int code,
        String title,
        String cause,
        String cure,
        Optional<Explanation> explanation,
        Optional<String> reference) {

    /** Says refusals in one language. */
    static final class Teller {
        private final DrmCatalogue codes;
        private final Wording wording;
        private final Texts t;

        Teller(DrmCatalogue codes, Texts t) {
            this.codes = codes;
            this.wording = codes.wordings().in(t.language());
            this.t = t;
        }

        /** The refusal that a record is about; empty for what was granted. */
        Optional<Refusal> tell(TransactionRecord found) {
            return found.code()
                    .map(code ->
                            tell(code, found.explanation(), found.reference().map(Object::toString)));
        }

        Refusal tell(int code, Optional<Explanation> english, Optional<String> reference) {
            Optional<ErrorCode> known = codes.errorCode(code);
            Optional<Explanation> explanation = english.map(wording::explanation);
            return new Refusal(
                    code,
                    known.map(wording::message).orElse(""),
                    explanation
                            .map(Explanation::usualCause)
                            .or(() -> known.map(wording::raised))
                            .orElse(""),
                    cure(code).or(() -> known.map(wording::remedy)).orElse(""),
                    explanation,
                    reference);
        }

        /** Of a few codes the catalogue says which command tells more; here the page does. */
        private Optional<String> cure(int code) {
            return t.find("cure" + code);
        }
    }
}
