package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.drm.License;
import org.symbolon.core.record.RecordKind;
import org.symbolon.core.record.Reference;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.token.TokenClaims;

/** Writes down what becomes of one attempt to redeem a token. */
record Journal(RedeemingContext context, Rights rights, Instant now, Optional<TokenClaims> claims) {

    Journal(RedeemingContext context, Rights rights, Instant now) {
        this(context, rights, now, Optional.empty());
    }

    /** The same, now that it is known what the token says. */
    Journal of(TokenClaims opened) {
        return new Journal(context, rights, now, Optional.of(opened));
    }

    void granted(License license) {
        context.records().add(record(license.device()).build());
    }

    /** Writes a refusal down, and returns it for the caller to throw. */
    RedemptionRefusedException refusal(Refusal refusal) {
        Reference reference = Reference.next(context.ids());
        context.records()
                .add(record(refusal.device())
                        .code(refusal.violation().code().number())
                        .reference(reference)
                        .explanation(refusal.explanation())
                        .build());
        return new RedemptionRefusedException(refusal, reference, claims);
    }

    private TransactionRecord.Builder record(ImmutableMap<String, String> device) {
        return TransactionRecord.builder()
                .kind(RecordKind.REDEEM)
                .time(now)
                .environment(rights.environment())
                .drm(rights.drm())
                .token(claims.map(TokenClaims::id))
                .account(claims.map(TokenClaims::account))
                .cookie(claims.flatMap(TokenClaims::cookie))
                .device(device);
    }
}
