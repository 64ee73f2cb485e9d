package org.symbolon.core.issue;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.record.RecordKind;
import org.symbolon.core.record.Reference;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.token.TokenClaims;

/** Writes down what becomes of one request for a token, once it is known whose it is. */
record IssueJournal(IssuingContext context, DrmId drm, Environment environment, Instant now) {
    private static final Joiner SEMICOLONS = Joiner.on("; ");

    void issued(TokenClaims claims) {
        context.records()
                .add(record(claims.account(), claims.cookie())
                        .token(claims.id())
                        .build());
    }

    /** Writes a refusal down, and returns it, under the reference by which its record is found, for the caller to throw. */
    TokenRefusedException refused(TokenRefusedException refusal) {
        Reference reference = Reference.next(context.ids());
        context.records()
                .add(record(refusal.account().orElseThrow(), refusal.cookie())
                        .code(refusal.violations().get(0).code().number())
                        .reference(reference)
                        .explanation(explanation(refusal.violations()))
                        .build());
        return refusal.named(reference);
    }

    private TransactionRecord.Builder record(AccountId account, Optional<String> cookie) {
        return TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .time(now)
                .environment(environment)
                .drm(drm)
                .account(account)
                .cookie(cookie);
    }

    private static Explanation explanation(ImmutableList<Violation> violations) {
        ErrorDescription first = violations.get(0).code().description();
        return new Explanation(
                "A request for a token keeps every rule of the interface's tables.",
                first.remedy(),
                SEMICOLONS.join(Lists.transform(violations, Violation::rule)),
                first.raised());
    }
}
