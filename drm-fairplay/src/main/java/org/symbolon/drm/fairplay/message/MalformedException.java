package org.symbolon.drm.fairplay.message;

import org.symbolon.core.error.Explanation;

/**
 * An SPC, or what is needed to read it, is not as FairPlay requires. The explanation is for the operator. There is no
 * stack trace, so that an invalid request costs no more than a valid one.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String USUALLY_TOLD = "no CKC can be made for this SPC";

    private final transient Explanation explanation;
    private final String told;

    /** An SPC of which the player is told nothing more than that it is refused. */
    public MalformedException(Explanation explanation) {
        this(explanation, USUALLY_TOLD);
    }

    /**
     * An SPC of which the player is told why it is refused.
     *
     * @param told the rule that was broken. Everybody can see from the SPC that it was, without a key; so nobody learns
     *     from the answer which check a forged SPC failed
     */
    MalformedException(Explanation explanation, String told) {
        super(explanation.rule(), null, false, false);
        this.explanation = explanation;
        this.told = told;
    }

    /** What the player is told. */
    public String told() {
        return told;
    }

    public Explanation explanation() {
        return explanation;
    }
}
