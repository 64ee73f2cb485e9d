package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.store.jdbc.account.JdbcAccounts;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;
import org.symbolon.store.jdbc.database.OpenDatabase.Work;

/** Queries on SQLite that would never end. */
@Timeout(120)
final class ReadDeadlineTest {
    /** Counts so far that nobody lives to see the end. */
    private static final String ENDLESS =
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?) SELECT count(*) FROM n";

    @TempDir
    private Path folder;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private OpenDatabase store;

    @BeforeEach
    void open() {
        SqliteDatabase database = SqliteDatabase.at("jdbc:sqlite:store.db", folder, Duration.ofSeconds(2));
        database.migrate();
        store = database.open(StoreAccess.SERVICE);
    }

    @AfterEach
    void close() {
        store.close();
        callers.shutdownNow();
    }

    private static Work<Long> count(long most) {
        return handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(ENDLESS)) {
                statement.setLong(1, most);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        };
    }

    @Test
    void endlessQuery_isStopped_andItsConnectionIsUsedAgain() {
        for (int i = 0; i < 2; i++) {
            StoreUnavailableException stopped = assertThrows(
                    StoreUnavailableException.class, () -> store.read(Purpose.REFRESH, count(Long.MAX_VALUE)));
            assertTrue(String.valueOf(stopped.getCause()).contains("SQLITE_INTERRUPT"), "" + stopped.getCause());
            assertEquals(1_000, store.read(Purpose.REFRESH, count(1_000)));
        }
    }

    @Test
    void endlessQueriesOfKeysAndRecords_leaveAccountsAndTokensAlone() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        List<CompletableFuture<Long>> endless = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> store.read(i % 2 == 0 ? Purpose.KEYS : Purpose.RECORDS, handle -> {
                            begun.countDown();
                            return count(Long.MAX_VALUE).run(handle);
                        }),
                        callers))
                .toList();
        begun.await();

        assertEquals(0, new JdbcAccounts(store).changesAfter(0).revision());
        assertEquals(1_000, store.read(Purpose.TOKENS, count(1_000)));
        assertEquals(40, endless.stream().filter(query -> !query.isDone()).count(), "they go on");
    }
}
