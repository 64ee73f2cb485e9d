package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.store.record.Reference;

/** A token was not redeemed. Holds the violation and what an answer and a log line need. */
public final class RedemptionRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient Reference reference;
    private final transient Optional<TokenClaims> claims;
    private final transient Explanation explanation;
    private final transient ImmutableMap<String, String> device;
    private final transient Optional<DrmAnswer> answer;

    RedemptionRefusedException(
            Redemption.Refused facts,
            LicenseRefusedException refusal,
            Optional<DrmAnswer> answer,
            @Nullable Throwable cause) {
        super(ImmutableList.of(facts.violation()), cause);
        this.reference = facts.recordedAs();
        this.claims = facts.claims();
        this.explanation = refusal.explanation();
        this.device = refusal.device();
        this.answer = answer;
    }

    /** The reference of the record, which the answer and the log show. */
    public Reference reference() {
        return reference;
    }

    /** Why the token was refused, for the operator. */
    public Explanation explanation() {
        return explanation;
    }

    /** What the token says; empty if it could not be opened. */
    public Optional<TokenClaims> claims() {
        return claims;
    }

    /** What is known of the device, by name. */
    public ImmutableMap<String, String> device() {
        return device;
    }

    /** The form of errors that the token asks for; empty if it could not be opened. */
    public Optional<ErrorFormat> errorFormat() {
        return claims.map(TokenClaims::errorFormat);
    }

    /** The answer in the plug-in's own form; empty for HTML or JSON. */
    public Optional<DrmAnswer> answer() {
        return answer;
    }
}
