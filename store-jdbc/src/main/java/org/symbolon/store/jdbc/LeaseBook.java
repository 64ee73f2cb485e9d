package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;

/** The leases of this process, one for each account of which a token was ever wanted. */
final class LeaseBook {
    private final LeaseJournal journal;
    private final Map<AccountId, Lease> leases = new ConcurrentHashMap<>();
    private boolean closed;

    LeaseBook(LeaseJournal journal) {
        this.journal = journal;
    }

    Optional<Lease> find(AccountId account) {
        return Optional.ofNullable(leases.get(account));
    }

    /** The lease of an account; an empty one at first. */
    Lease of(AccountId account) {
        return find(account).orElseGet(() -> add(account));
    }

    private synchronized Lease add(AccountId account) {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        return leases.computeIfAbsent(account, id -> new Lease(id, journal.slot(id)));
    }

    /** How many tokens of an account were used by this process. */
    long used(AccountId account) {
        return find(account).map(lease -> lease.count().used()).orElse(0L);
    }

    ImmutableList<Lease> all() {
        return ImmutableList.copyOf(leases.values());
    }

    /** From now on nothing is taken. */
    synchronized void close() {
        closed = true;
        leases.values().forEach(lease -> lease.count().close());
    }
}
