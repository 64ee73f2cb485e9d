package org.symbolon.core.issue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.MisplacedSecrets;
import org.symbolon.core.internal.record.Transactions.Transaction;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/**
 * Everything that a valid request means. {@link RequestReading} makes it; nothing after that looks at the parameters
 * again.
 *
 * @param summary who asked for what and when, and how to answer
 * @param account the account that asks
 * @param drm the DRM
 * @param end the end of the token
 * @param keys where the content keys come from, in the order of their numbers; at least one
 * @param policy the rules of the licence
 */
record ValidRequest(
        Summary summary, Account account, Drm drm, Instant end, ImmutableList<KeySource> keys, DrmPolicy policy) {

    /**
     * What the answer and the record of a request need, also if the request is refused.
     *
     * @param transaction who asked for what and when
     * @param errorFormat the form of errors; HTML if the one that was asked for is invalid
     * @param ignoredParameters the names that had no effect; empty for a caller that is not authenticated
     */
    record Summary(Transaction transaction, ErrorFormat errorFormat, ImmutableSet<String> ignoredParameters) {

        /** What the request of an account is counted under. */
        UsageScope scope(AccountId account) {
            return UsageScope.at(account, transaction.drm(), transaction.environment(), transaction.time());
        }

        /** The same without a cookie that may be a key: a request that is refused often has its values mixed up. */
        Summary withoutMisplacedSecret() {
            boolean suspicious =
                    transaction.cookie().filter(MisplacedSecrets::mayBeIn).isPresent();
            return suspicious ? new Summary(transaction.withoutCookie(), errorFormat, ignoredParameters) : this;
        }
    }
}
