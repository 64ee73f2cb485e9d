package org.symbolon.console.story;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;

/**
 * What became of one token, or of one request that got none.
 *
 * @param first the record that says what all of them have in common: token, account, DRM, environment and cookie
 * @param steps what happened, in the order of time
 */
public record Attempt(TransactionRecord first, ImmutableList<Step> steps) {

    /**
     * One thing that happened.
     *
     * @param device what the device told of itself, by name
     */
    public record Step(Instant time, RecordKind kind, Optional<Refusal> refusal, Map<String, String> device) {
        /** The name in texts, such as {@code redeem.refused}. */
        public String name() {
            return kind.id() + (refusal.isPresent() ? ".refused" : ".granted");
        }
    }

    /** How it ended. */
    public enum Outcome {
        /** The last thing that happened was a refusal. */
        REFUSED,
        /** A licence was given. */
        GRANTED,
        /** A token was issued, and no device has come with it. */
        UNUSED
    }

    /** The last thing that happened. */
    public Step last() {
        return steps.get(steps.size() - 1);
    }

    public Outcome outcome() {
        if (last().refusal().isPresent()) {
            return Outcome.REFUSED;
        }
        return last().kind() == RecordKind.REDEEM ? Outcome.GRANTED : Outcome.UNUSED;
    }

    /** The refusal that it ended with. */
    public Optional<Refusal> refusal() {
        return last().refusal();
    }

    public Optional<AccountId> account() {
        return first.account();
    }

    /** The account with its name. */
    public String accountName(AccountDirectory accounts) {
        return first.account().map(id -> Accounts.name(id, accounts)).orElse("");
    }
}
