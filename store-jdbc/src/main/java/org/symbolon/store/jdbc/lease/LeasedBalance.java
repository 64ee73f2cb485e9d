package org.symbolon.store.jdbc.lease;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;
import org.symbolon.store.jdbc.file.MachineBoot;
import org.symbolon.store.jdbc.lease.AccountLease.Outcome;
import org.symbolon.store.jdbc.usage.UsageTable;

/**
 * The balances of a node that leases tokens in blocks and issues them without asking the store. Taking a token locks
 * only the lease of its account and notes the token in the journal before it is used, so that no token is issued twice,
 * even if the process is killed.
 */
public final class LeasedBalance implements TokenBalance, AutoCloseable {
    private final OpenDatabase database;
    private final Machine machine;
    private final LeaseJournal journal;
    private final LeaseTable table;
    private final LeaseTransfers transfers;
    private final LeaseKeeper keeper;
    private final LivingNodes living;
    private final Map<AccountId, AccountLease> leases = new ConcurrentHashMap<>();
    private volatile boolean saidAlive;
    private boolean closed;

    /**
     * The settings of leases.
     *
     * @param tokens how many tokens of an account a node has at most at a time
     * @param idle a lease from which no token was taken for so long is returned
     * @param folder the folder of the journals, on a local disk; empty for a node that keeps none
     * @param timeout how long a caller waits for the store
     */
    public record Terms(int tokens, Duration idle, Optional<Path> folder, Duration timeout) {}

    /**
     * What a node gets from its machine.
     *
     * @param ticker for measuring time
     * @param clock for times that people read
     * @param boot identifies the time since the machine was switched on; empty if the machine has no such id
     */
    public record Machine(Ticker ticker, InstantSource clock, Optional<UUID> boot) {
        public static Machine real() {
            return new Machine(Ticker.systemTicker(), InstantSource.system(), MachineBoot.id());
        }
    }

    /** Balances that nothing is done for in the background until {@link #start} is called. */
    public LeasedBalance(OpenDatabase database, Terms terms, Machine machine, LivingNodes living) {
        this.database = database;
        this.machine = machine;
        this.living = living;
        this.journal = new LeaseJournal(terms.folder(), machine.boot());
        this.table = new LeaseTable(nodeId(), terms.folder().isPresent(), machine.clock());
        this.transfers = new LeaseTransfers(database, table, terms, this::sayAliveOnce);
        LeaseRecovery recovery = new LeaseRecovery(database, terms.folder(), machine, living);
        LostNodes lost = new LostNodes(database, table, living, machine);
        Runnable looks = () -> {
            recovery.run();
            lost.run();
        };
        this.keeper = new LeaseKeeper(this::leases, transfers, looks, this::sayAliveAgain, terms, machine.ticker());
    }

    /** Recovers the leases of processes that have ended, and starts the background work. */
    public void start() {
        keeper.start();
    }

    /** Identifies this process in the table of leases. */
    String nodeId() {
        return journal.node().toString();
    }

    LeaseKeeper keeper() {
        return keeper;
    }

    private ImmutableList<AccountLease> leases() {
        return ImmutableList.copyOf(leases.values());
    }

    private Optional<AccountLease> find(AccountId account) {
        return Optional.ofNullable(leases.get(account));
    }

    /** The lease of an account, which at first has no tokens, with a place in the journal for this use of them. */
    private AccountLease lease(UsageScope scope) {
        return find(scope.account()).filter(lease -> lease.hasSlot(scope)).orElseGet(() -> add(scope));
    }

    private synchronized AccountLease add(UsageScope scope) {
        if (closed) {
            throw new StoreUnavailableException("the store is closed");
        }
        AccountLease lease = find(scope.account()).orElseGet(() -> new AccountLease(scope.account(), machine.ticker()));
        if (!lease.hasSlot(scope)) {
            lease.addSlot(journal.slot(scope));
        }
        leases.put(scope.account(), lease);
        return lease;
    }

    private void sayAlive() {
        living.hold(journal.node());
        saidAlive = true;
    }

    /** Is called every second, because the database forgets it when the connection breaks. */
    private void sayAliveAgain() {
        if (saidAlive) {
            sayAlive();
        }
    }

    /** Is called in each transaction that leases tokens, so that nobody waits for a database that is away. */
    private void sayAliveOnce() {
        if (!saidAlive) {
            sayAlive();
        }
    }

    /** How many tokens of an account this process has used. */
    private long used(AccountId account) {
        return find(account).map(AccountLease::used).orElse(0L);
    }

    @Override
    public boolean takeAtHand(UsageScope scope) {
        Optional<AccountLease> lease = find(scope.account());
        return lease.isPresent() && take(lease.get(), scope) == Outcome.TAKEN;
    }

    /** {@inheritDoc} A false may be a second old: tokens may have been added through another node in the meantime. */
    @Override
    public boolean take(UsageScope scope) {
        AccountLease lease = lease(scope);
        while (true) {
            switch (take(lease, scope)) {
                case TAKEN -> {
                    return true;
                }
                case UNLIMITED -> {
                    return count(scope);
                }
                case NONE_LEFT -> {
                    return false;
                }
                case STORE_AWAY ->
                    throw new StoreUnavailableException("the store did not answer a moment ago; nothing was changed");
                default -> transfers.refill(lease);
            }
        }
    }

    /**
     * Counts a token that comes from no balance. That is rare: callers do not ask about accounts that they know to be
     * unlimited.
     */
    private boolean count(UsageScope scope) {
        return database.write(handle -> {
            UsageTable.addAll(handle, Map.of(UsageKey.issued(scope), 1L));
            return true;
        });
    }

    /** Takes a token that is at hand, and asks for more in the background if few are left. */
    private Outcome take(AccountLease lease, UsageScope scope) {
        Outcome outcome = lease.take(scope);
        if (outcome == Outcome.TAKEN_TOP_UP_DUE) {
            keeper.topUpSoon(lease);
            return Outcome.TAKEN;
        }
        return outcome;
    }

    @Override
    public long heldByOthers(AccountId account) {
        return find(account).map(AccountLease::heldByOthers).orElse(0L);
    }

    /** {@inheritDoc} A name that is no node's id has no leases. */
    @Override
    public Optional<ImmutableList<EndedLease>> endLeases(String node, boolean giveBack) {
        UUID id;
        try {
            id = UUID.fromString(node);
        } catch (IllegalArgumentException e) {
            return Optional.of(ImmutableList.of());
        }
        return new EndedNode(database, living, id, machine)
                .end(
                        Set.of(),
                        (account, row) -> giveBack ? Optional.of(LeaseUse.unknown(row.used())) : Optional.empty());
    }

    @Override
    public OptionalLong credit(AccountId account, long tokens) {
        try {
            return database.write(handle -> table.credit(handle, account, tokens, used(account)));
        } finally {
            find(account).ifPresent(AccountLease::forgetAnswer);
        }
    }

    /** {@inheritDoc} Other nodes may go on with what they have leased, so that the free part can be below zero. */
    @Override
    public OptionalLong debit(AccountId account, long tokens) {
        try {
            return database.write(handle -> table.debit(handle, account, tokens, used(account)));
        } finally {
            find(account).ifPresent(AccountLease::forgetAnswer);
        }
    }

    /**
     * {@inheritDoc} The lease of this node is returned too. Other nodes go on with what they have leased; if that is
     * more than the new balance, the balance is below zero afterwards.
     */
    @Override
    public void set(AccountId account, long tokens) {
        changeAndSet(account, tokens, handle -> true);
    }

    /** Makes a change and replaces the balance, as {@link #set} does, in the same transaction. */
    public <T> T changeAndSet(AccountId account, long tokens, Work<T> change) {
        Work<T> setting = handle -> {
            T answer = change.run(handle);
            table.set(handle, account, tokens, used(account));
            return answer;
        };
        Optional<AccountLease> lease = find(account);
        try {
            return lease.isPresent() ? transfers.giveBackAnd(lease.get(), setting) : database.write(setting);
        } finally {
            find(account).ifPresent(AccountLease::forgetAnswer);
        }
    }

    /** {@inheritDoc} Exact while no other node takes tokens, otherwise about a second old. */
    @Override
    public OptionalLong remaining(AccountId account) {
        long used = used(account);
        return database.read(Purpose.TOKENS, handle -> table.remaining(handle, account, used));
    }

    @Override
    public OptionalDouble sum() {
        return database.sumOfBalances();
    }

    @Override
    public Optional<String> problem() {
        return keeper.isStoreAway()
                ? Optional.of("token leases cannot be renewed or returned; tokens that are leased are still issued")
                : Optional.empty();
    }

    /** How many tokens this node has leased and not used. */
    public long unused() {
        return leases.values().stream().mapToLong(AccountLease::unused).sum();
    }

    /**
     * Returns all leases and deletes the journal. A journal is left only if the store is away now, or the process is
     * killed before; the next process that starts on the folder then returns the leases.
     */
    @Override
    public void close() {
        if (closeLeases()) {
            journal.close(keeper.closeAndGiveBackAll());
            living.close();
        }
    }

    /** Makes sure that no token is taken any more; false if it was closed before. */
    private synchronized boolean closeLeases() {
        boolean first = !closed;
        closed = true;
        leases.values().forEach(AccountLease::close);
        return first;
    }
}
