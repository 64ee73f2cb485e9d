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

    /** For an account that is unlimited, not there, or has less than is wanted. Nobody else can write until the transaction ends. */
    private long takeRest(Handle handle, int callers) {
        Optional<OptionalLong> tokens = JdbcBalance.tokens(handle, account);
        if (tokens.isEmpty()) {
            return 0;
        }
        long rest = tokens.get().orElse(callers);
        if (tokens.get().isPresent() && rest > 0) {
            handle.execute("UPDATE account SET tokens = 0 WHERE id = ?", account.value());
        }
        return rest;
    }
}
