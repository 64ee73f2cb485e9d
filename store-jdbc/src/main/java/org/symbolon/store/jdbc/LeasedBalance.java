package org.symbolon.store.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * Balances that several nodes share: each takes tokens of an account out of the store in blocks, and issues them without asking it. A token is taken
 * under the lock of its account alone, and noted in the journal before it leaves; whatever becomes of a process, nobody issues its tokens a
 * second time. See ADR 12.
 */
final class LeasedBalance implements StoredBalance {
    private final Readers readers;
    private final Writer writer;
    private final LeaseNode node;
    private final BalanceTable balances;

    LeasedBalance(Readers readers, Writer writer, LeaseNode node) {
        this.readers = readers;
        this.writer = writer;
        this.node = node;
        this.balances = new BalanceTable(node.id());
    }

    /** On a store that is open; to be closed before readers and writer are. */
    static LeasedBalance open(Readers readers, Writer writer, LeaseTerms terms) {
        LeaseNode node = new LeaseNode(writer, terms, Machine.real());
        node.start();
        return new LeasedBalance(readers, writer, node);
    }

    @Override
    public boolean takeAtHand(AccountId account) {
        Optional<Lease> lease = node.book().find(account);
        return lease.isPresent() && node.take(lease.get());
    }

    /** {@inheritDoc} Asks the store where this node has none; so a false may be a second old, if tokens were added through another node. */
    @Override
    public boolean take(AccountId account) {
        Lease lease = node.book().of(account);
        Optional<Boolean> taken = attempt(lease);
        while (taken.isEmpty()) {
            node.lender().refill(lease);
            taken = attempt(lease);
        }
        return taken.get();
    }

    /** Empty if the store is to be asked. */
    private Optional<Boolean> attempt(Lease lease) {
        if (node.take(lease)) {
            return Optional.of(true);
        }
        return switch (node.recentAnswer(lease)) {
            case TOKENS -> Optional.empty();
            case NONE -> Optional.of(false);
            case UNLIMITED -> Optional.of(true);
            case UNAVAILABLE -> throw new StoreUnavailableException("the store did not answer a moment ago");
        };
    }

    @Override
    public OptionalLong credit(AccountId account, long tokens) {
        try {
            return writer.write(Work.of(handle -> balances.credit(handle, account, tokens, used(account))));
        } finally {
            forgetAnswer(account);
        }
    }

    private long used(AccountId account) {
        return node.book().used(account);
    }

    private void forgetAnswer(AccountId account) {
        node.book().find(account).ifPresent(lease -> lease.recentAnswer().forget());
    }

    /**
     * {@inheritDoc} What this node has goes back first. Other nodes issue on what they have; where a balance was set lower than that, it is below
     * zero afterwards.
     */
    @Override
    public void set(AccountId account, long tokens) {
        Work.Single<Integer> setting = handle -> balances.set(handle, account, tokens, used(account));
        try {
            Optional<Lease> lease = node.book().find(account);
            if (lease.isPresent()) {
                node.lender().endAnd(lease.get(), setting);
            } else {
                writer.write(Work.of(setting));
            }
        } finally {
            forgetAnswer(account);
        }
    }

    /** {@inheritDoc} Exact while no other node takes tokens, otherwise at most a second behind. */
    @Override
    public OptionalLong remaining(AccountId account) {
        long used = used(account);
        return readers.read(handle -> balances.remaining(handle, account, used));
    }

    /** Gives back what this node has. */
    @Override
    public void close() {
        node.close();
    }
}
