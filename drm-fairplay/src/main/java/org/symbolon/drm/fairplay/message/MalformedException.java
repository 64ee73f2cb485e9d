package org.symbolon.drm.fairplay.message;

import org.symbolon.core.error.Explanation;

/**
 * An SPC, or what is needed to read it, is not as FairPlay requires. The explanation is for the operator. There is no
 * stack trace, so that an invalid request costs no more than a valid one.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Explanation explanation;

    public MalformedException(Explanation explanation) {
        super(explanation.rule(), null, false, false);
        this.explanation = explanation;
    }

    public Explanation explanation() {
        return explanation;
    }
}
