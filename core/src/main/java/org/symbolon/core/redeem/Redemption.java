package org.symbolon.core.redeem;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusal;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.record.Transactions.Transaction;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/**
 * One attempt to redeem a token: what is known of it so far, and how it ends.
 *
 * @param transactions where its end is recorded; empty for an examination, which is not recorded
 * @param claims what the token says; empty before it is opened
 */
record Redemption(
        Optional<Transactions> transactions,
        Drm drm,
        Environment environment,
        Instant now,
        Optional<TokenClaims> claims) {

    private static final Reference UNRECORDED = new Reference("0".repeat(2 * TokenId.BYTES));

    /** The same attempt after the token was opened. */
    Redemption opened(TokenClaims said) {
        return new Redemption(transactions, drm, environment, now, Optional.of(said));
    }

    /**
     * Refuses the token if it breaks a rule.
     *
     * @throws RedemptionRefusedException if {@code kept} is false
     */
    void require(RedemptionRule rule, boolean kept, Object expected, Object got) {
        if (!kept) {
            throw refuse(rule, expected, got, null);
        }
    }

    /** Records the refusal of a token that breaks a rule, and makes the exception for it. */
    RedemptionRefusedException refuse(RedemptionRule rule, Object expected, Object got, @Nullable Throwable cause) {
        return refuse(new LicenseRefusedException(rule.violation(drm.rules()), rule.explanation(expected, got)), cause);
    }

    /** Records a refusal by the plug-in, and makes the exception for it. */
    RedemptionRefusedException refuse(LicenseRefusedException refusal) {
        return refuse(refusal, refusal.getCause());
    }

    private RedemptionRefusedException refuse(LicenseRefusedException refusal, @Nullable Throwable cause) {
        Violation violation = refusal.violations().get(0);
        Reference reference = transactions
                .map(records ->
                        records.refused(transaction(), violation.code(), refusal.explanation(), refusal.device()))
                .orElse(UNRECORDED);
        Refused facts = new Refused(violation, reference, claims);
        Optional<DrmAnswer> answer = refusal.answer().or(() -> drm.refusalAnswer(facts));
        return new RedemptionRefusedException(facts, refusal, answer, cause);
    }

    /** A refusal that was recorded. */
    record Refused(Violation violation, Reference recordedAs, Optional<TokenClaims> claims) implements LicenseRefusal {
        @Override
        public String reference() {
            return recordedAs.text();
        }
    }

    /** Records that a licence was made. */
    void granted(License license) {
        transactions.ifPresent(records -> records.granted(transaction(), license.device()));
    }

    private Transaction transaction() {
        return new Transaction(
                RecordKind.REDEEM,
                now,
                environment,
                drm.id(),
                claims.map(TokenClaims::id),
                claims.map(TokenClaims::account),
                claims.flatMap(TokenClaims::cookie));
    }
}
