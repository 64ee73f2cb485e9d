package org.symbolon.console.story;

import java.util.Optional;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.store.record.TransactionRecord;

/**
 * Why something was refused, with what to do about it.
 *
 * @param code the number of the error code
 * @param description the row of the catalogue; empty for a code of a plug-in that is not loaded
 * @param explanation which rule was broken and how; empty if nobody wrote one
 * @param reference under which the answer and the log show it; empty for what was not recorded
 */
public record Refusal(
        int code, Optional<ErrorDescription> description, Optional<Explanation> explanation, Optional<String> reference) {

    static Refusal of(int code, Optional<Explanation> explanation, Optional<String> reference, DrmCatalogue codes) {
        return new Refusal(
                code, codes.errorCode(code).map(known -> known.description()), explanation, reference);
    }

    /** The refusal that a record is about; empty for what was granted. */
    static Optional<Refusal> of(TransactionRecord found, DrmCatalogue codes) {
        return found.code()
                .map(code -> of(code, found.explanation(), found.reference().map(Object::toString), codes));
    }

    /** What it is, in a few words. */
    public String title() {
        return description.map(ErrorDescription::message).orElse("");
    }

    /** The usual cause: what the rule that was broken says, or the catalogue where there is no rule. */
    public String cause() {
        return explanation
                .map(Explanation::usualCause)
                .or(() -> description.map(ErrorDescription::raised))
                .orElse("");
    }

    /** What to do about it. */
    public String cure() {
        return description.map(ErrorDescription::remedy).orElse("");
    }
}
