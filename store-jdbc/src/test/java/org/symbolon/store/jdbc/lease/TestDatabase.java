package org.symbolon.store.jdbc.lease;

import java.util.concurrent.atomic.AtomicInteger;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreMeasures;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.database.Companion;
import org.symbolon.store.jdbc.database.OpenDatabase;

/** A database that counts the changes it is asked for, and fails in the ways of a network. */
final class TestDatabase implements OpenDatabase {
    enum Mode {
        WORKS,
        /** No change arrives. */
        AWAY,
        /** Changes are made, but the answers are lost. */
        DEAF
    }

    private final OpenDatabase database;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile Mode mode = Mode.WORKS;

    TestDatabase(OpenDatabase database) {
        this.database = database;
    }

    void become(Mode next) {
        mode = next;
    }

    /** How many changes were asked for. */
    int writes() {
        return writes.get();
    }

    @Override
    public <T> T read(Purpose purpose, Work<T> query) {
        return database.read(purpose, query);
    }

    @Override
    public <T> T write(Work<T> change) {
        writes.incrementAndGet();
        if (mode == Mode.AWAY) {
            throw new StoreUnavailableException("the network is down");
        }
        T answer = database.write(change);
        if (mode == Mode.DEAF) {
            throw new StoreUnavailableException("the answer is lost");
        }
        return answer;
    }

    @Override
    public <T> T writeAndSetBalance(AccountId account, long tokens, Work<T> change) {
        return database.writeAndSetBalance(account, tokens, change);
    }

    @Override
    public Companion.OfThread companions() {
        return database.companions();
    }

    @Override
    public TokenBalance balance() {
        return database.balance();
    }

    @Override
    public StoreMeasures measures() {
        return database.measures();
    }

    @Override
    public void close() {
        database.close();
    }
}
