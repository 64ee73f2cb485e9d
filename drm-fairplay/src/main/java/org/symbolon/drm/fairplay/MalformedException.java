package org.symbolon.drm.fairplay;

import org.symbolon.core.error.Explanation;

/** Something is not as FairPlay has it. Says why, for the operator; costs no stack trace, since whoever posts garbage must not cost more than others. */
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Explanation explanation;

    MalformedException(Explanation explanation) {
        super(explanation.rule(), null, false, false);
        this.explanation = explanation;
    }

    Explanation explanation() {
        return explanation;
    }
}
