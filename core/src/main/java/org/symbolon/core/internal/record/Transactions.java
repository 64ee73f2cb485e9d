package org.symbolon.core.internal.record;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.internal.usage.UsageCounter;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** Records and counts the outcome of token requests and of redemptions. The only place where records are made. */
public final class Transactions {
    private final RecordWriter records;
    private final boolean recordIssued;
    private final TokenIds randoms;
    private final RecordIds ids;
    private final UsageCounter usage;

    /**
     * Records into a writer.
     *
     * @param recordIssued whether issued tokens are recorded too; refusals and redemptions always are
     * @param usage counts redemptions, refusals and cookies
     */
    public Transactions(RecordWriter records, boolean recordIssued, TokenIds randoms, UsageCounter usage) {
        this.records = records;
        this.usage = usage;
        this.recordIssued = recordIssued;
        this.randoms = randoms;
        this.ids = new RecordIds(randoms.nextLong());
    }

    /**
     * What is known of one request: who asked for what, and when.
     *
     * @param token empty if none was issued, or the given one could not be opened
     * @param account empty if the token could not be opened
     */
    public record Transaction(
            RecordKind kind,
            Instant time,
            Environment environment,
            DrmId drm,
            Optional<TokenId> token,
            Optional<AccountId> account,
            Optional<String> cookie) {

        /** The same transaction with the token that was issued. */
        public Transaction withToken(TokenId issued) {
            return new Transaction(kind, time, environment, drm, Optional.of(issued), account, cookie);
        }

        /** The same transaction without the caller's mark. */
        public Transaction withoutCookie() {
            return new Transaction(kind, time, environment, drm, token, account, Optional.empty());
        }

        /** What it is counted under; empty if the account is not known. */
        private Optional<UsageScope> scope() {
            return account.map(known -> UsageScope.at(known, drm, environment, time));
        }

        private TransactionRecord.Builder toRecord(RecordIds ids) {
            return TransactionRecord.builder()
                    .id(ids.next(time))
                    .kind(kind)
                    .environment(environment)
                    .drm(drm)
                    .token(token)
                    .account(account)
                    .cookie(cookie);
        }
    }

    /**
     * Records that a token or a licence was given. A token has been counted before, where it was taken.
     *
     * @param device what is known of the device
     */
    public void granted(Transaction transaction, ImmutableMap<String, String> device) {
        transaction.scope().ifPresent(scope -> countGranted(scope, transaction));
        if (recordIssued || transaction.kind() != RecordKind.ISSUE) {
            records.add(transaction.toRecord(ids).device(device).build());
        }
    }

    private void countGranted(UsageScope scope, Transaction transaction) {
        if (transaction.kind() == RecordKind.REDEEM) {
            usage.count(UsageKey.redeemed(scope));
        }
        transaction.cookie().ifPresent(cookie -> usage.addCookie(scope, cookie));
    }

    /**
     * Records a refusal.
     *
     * @return the reference under which the record can be found; if there is no record, the reference says code and
     *     second
     */
    public Reference refused(
            Transaction transaction, ErrorCode code, Explanation explanation, ImmutableMap<String, String> device) {
        transaction.scope().ifPresent(scope -> usage.count(UsageKey.refused(scope, code.number())));
        Reference reference = Reference.of(transaction.time(), code.number(), randoms.nextLong());
        records.add(transaction
                .toRecord(ids)
                .code(code.number())
                .reference(reference)
                .explanation(explanation)
                .device(device)
                .build());
        return reference;
    }
}
