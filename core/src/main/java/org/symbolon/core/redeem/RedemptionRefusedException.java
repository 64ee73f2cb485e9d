package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.record.Reference;
import org.symbolon.core.token.TokenClaims;

/** A token was not redeemed. Besides the violation it says what an answer and a log line need. */
public final class RedemptionRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient Reference reference;
    private final transient Explanation explanation;
    private final transient Optional<TokenClaims> claims;
    private final transient ImmutableMap<String, String> device;

    RedemptionRefusedException(Refusal refusal, Reference reference, Optional<TokenClaims> claims) {
        super(ImmutableList.of(refusal.violation()), refusal.cause().orElse(null));
        this.reference = reference;
        this.explanation = refusal.explanation();
        this.claims = claims;
        this.device = refusal.device();
    }

    /** What the refusal is called, to the caller and in the log. */
    public Reference reference() {
        return reference;
    }

    /** Why, for the operator. */
    public Explanation explanation() {
        return explanation;
    }

    /** What the token says; empty where it could not be opened. */
    public Optional<TokenClaims> claims() {
        return claims;
    }

    /** What was learned of the device, by name. */
    public ImmutableMap<String, String> device() {
        return device;
    }

    /** The shape that the token asks errors to have; empty where it could not be opened. */
    public Optional<ErrorFormat> errorFormat() {
        return claims.map(TokenClaims::errorFormat);
    }
}
