package org.symbolon.store.jdbc.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.Companion;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.ReaderShares;
import org.symbolon.store.jdbc.file.LockBackoff;
import org.symbolon.store.jdbc.lease.LeasedBalance;
import org.symbolon.store.jdbc.lease.LivingNodes;

/**
 * Two pools of connections, one that only reads and one that writes. A change runs on its caller's thread, in a
 * transaction of its own at READ COMMITTED; the server commits many of them together by itself. A change that fails
 * because of another transaction is run again.
 */
final class OpenPostgres implements OpenDatabase {
    private static final int MAX_ATTEMPTS = 5;
    private static final String IN_FAILED_TRANSACTION = "25P02";

    private final PostgresPool readers;
    private final ReaderShares shares;
    private final PostgresPool writers;
    private final Duration timeout;
    private final LeasedBalance balance;
    private final CallTimes times = new CallTimes();
    private final Companion.OfThread companions = new Companion.OfThread();
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);

    /** With a balance that is not started. */
    OpenPostgres(PostgresPool readers, PostgresPool writers, LeasedBalance.Terms terms, LivingNodes living) {
        this.readers = readers;
        this.shares = new ReaderShares(readers.size(), terms.timeout().dividedBy(2));
        this.writers = writers;
        this.timeout = terms.timeout();
        this.balance = new LeasedBalance(this, terms, LeasedBalance.Machine.real(), living);
    }

    /** Recovers the leases of processes that have ended, and starts the background work for leases. */
    OpenPostgres start() {
        balance.start();
        return this;
    }

    @Override
    public <T> T read(Purpose purpose, Work<T> query) {
        try {
            return shares.use(purpose, () -> readers.use(query::run));
        } catch (JdbiException | SQLException e) {
            throw new StoreUnavailableException("the store cannot be read", e);
        }
    }

    @Override
    public <T> T write(Work<T> change) {
        if (writing.get()) {
            throw new IllegalStateException("a change of the store was started inside another one");
        }
        writing.set(true);
        try {
            return companions.write(change, accompanied -> times.time(() -> attempt(accompanied)));
        } finally {
            writing.remove();
        }
    }

    private <T> T attempt(Work<T> change) {
        long lastMoment = System.nanoTime() + timeout.dividedBy(2).toNanos();
        LockBackoff backoff = new LockBackoff();
        for (int attempt = 1; ; attempt++) {
            try {
                return writers.use(handle -> handle.inTransaction(transaction -> run(transaction, change)));
            } catch (SQLException | JdbiException e) {
                boolean last = attempt == MAX_ATTEMPTS || System.nanoTime() - lastMoment >= 0;
                if (last || !PostgresErrors.isConflict(e)) {
                    throw unavailable(e);
                }
            }
            pause(backoff);
        }
    }

    /**
     * Throws if a statement failed and the change ignored that: the server answers the COMMIT with a rollback, which is
     * no error to the driver.
     */
    private static <T> T run(Handle handle, Work<T> change) throws SQLException {
        T answer = change.run(handle);
        BaseConnection connection = handle.getConnection().unwrap(BaseConnection.class);
        if (connection.getTransactionState() == TransactionState.FAILED) {
            throw new SQLException("a statement of the transaction has failed", IN_FAILED_TRANSACTION);
        }
        return answer;
    }

    private static void pause(LockBackoff backoff) {
        try {
            backoff.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the store; nothing was changed", e);
        }
    }

    /** If a connection breaks during the commit, the server may have committed. */
    private static StoreUnavailableException unavailable(Exception cause) {
        boolean unknown = PostgresErrors.isBroken(cause) && !PostgresErrors.isWithoutConnection(cause);
        return new StoreUnavailableException(
                unknown
                        ? "the connection to the store broke; the change had begun and may yet be made"
                        : "the store could not make a change; nothing was changed",
                cause);
    }

    @Override
    public <T> T writeAndSetBalance(AccountId account, long tokens, Work<T> change) {
        return balance.changeAndSet(account, tokens, change);
    }

    @Override
    public Companion.OfThread companions() {
        return companions;
    }

    @Override
    public TokenBalance balance() {
        return balance;
    }

    @Override
    public StoreMeasures measures() {
        StoreMeasures.Builder measures = StoreMeasures.builder()
                .putCalls(WRITE, times)
                .putWaiting(WRITE, writers::waiting)
                .refusing(writers::isRefusing)
                .leasedTokens(balance::unused);
        shares.measure(measures);
        return measures.build();
    }

    /** {@inheritDoc} The balance first, because it returns leased tokens to the database. */
    @Override
    public void close() {
        balance.close();
        writers.close();
        readers.close();
    }
}
