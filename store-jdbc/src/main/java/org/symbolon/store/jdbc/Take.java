package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.account.AccountId;

/** Takes a token for each caller, as far as they last: one statement for all callers of a group that want one of the same account. */
record Take(AccountId account) implements Work<Boolean> {

    @Override
    public ImmutableList<Boolean> run(Handle handle, int callers) {
        long granted = takeAll(handle, callers) ? callers : takeRest(handle, callers);
        return IntStream.range(0, callers)
                .mapToObj(caller -> caller < granted)
                .collect(ImmutableList.toImmutableList());
    }

    private boolean takeAll(Handle handle, int callers) {
        return handle.createUpdate("UPDATE account SET tokens = tokens - :n WHERE id = :id AND tokens >= :n")
                        .bind("n", callers)
                        .bind("id", account.value())
                        .execute()
                == 1;
    }

    /** For an account that is unlimited, not there, or has less than is wanted. */
    private long takeRest(Handle handle, int callers) {
        Optional<Long> some = lockRest(handle);
        if (some.isEmpty()) {
            return isUnlimited(handle) ? callers : 0;
        }
        // It may have become more since, by another process.
        long taken = Math.min(some.get(), callers);
        handle.execute("UPDATE account SET tokens = tokens - ? WHERE id = ?", taken, account.value());
        return taken;
    }

    /** What is left, if anything is; nobody else can change it until the transaction ends. */
    private Optional<Long> lockRest(Handle handle) {
        return handle.createQuery("UPDATE account SET tokens = tokens WHERE id = :id AND tokens > 0 RETURNING tokens")
                .bind("id", account.value())
                .mapTo(Long.class)
                .findOne();
    }

    private boolean isUnlimited(Handle handle) {
        return JdbcBalance.tokens(handle, account).map(OptionalLong::isEmpty).orElse(false);
    }
}
