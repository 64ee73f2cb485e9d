package org.symbolon.store.jdbc.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.EmptyStores;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.testing.store.RecordStoreContract;

/** Partitions that several nodes make, write and remove. */
@Timeout(120)
final class PostgresRecordsTest {
    private static final int NODES = 3;

    @TempDir
    private Path folder;

    private Stores node(int number, String url) {
        return new JdbcStoreProvider()
                .open(
                        Settings.inFolder(folder.resolve("node-" + number)).with(CoreSettings.STORE_URL, url),
                        StoreAccess.SERVICE);
    }

    private static TransactionRecord record(int day, int number) {
        return RecordStoreContract.bare(Duration.ofDays(day).toMillis() + number)
                .build();
    }

    private static List<String> partitions(String url) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT inhrelid::regclass::text FROM pg_inherits"
                        + " WHERE inhparent = 'record_part'::regclass ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    void nodesThatMakeTheSamePartitionsAtOnce_loseNothing() throws Exception {
        String url = EmptyStores.postgres();
        try (Stores first = node(0, url)) {
            List<Thread> threads = IntStream.range(0, NODES)
                    .mapToObj(number -> new Thread(() -> write(number, url)))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            RecordQuery all = RecordQuery.builder().length(1_000).build();
            assertEquals(3 * 40 * NODES, first.records().find(all).records().size());
            assertEquals(
                    List.of(
                            "record_part_20260101",
                            "record_part_20260102",
                            "record_part_20260103",
                            "record_part_20260104"),
                    partitions(url),
                    "that of the next day is made ahead");
        }
    }

    /** Enough lists that runs are merged while other nodes write. */
    private void write(int node, String url) {
        try (Stores stores = node(node + 1, url)) {
            for (int day = 0; day < 3; day++) {
                for (int i = 0; i < 40; i++) {
                    stores.records().add(ImmutableList.of(record(day, 1_000 * node + i)));
                }
            }
        }
    }

    /** A transaction that reads a day, such as pg_dump, keeps that day, and keeps nobody from writing. */
    @Test
    void retention_dropsPartitions_andWaitsForNobody() throws SQLException {
        String url = EmptyStores.postgres();
        try (Stores stores = node(0, url);
                Connection reader = DriverManager.getConnection(url);
                Statement statement = reader.createStatement()) {
            for (int day = 0; day < 3; day++) {
                stores.records().add(ImmutableList.of(record(day, 0)));
            }
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM record_part");
            assertTrue(stores.records().removeBefore(LocalDate.parse("2026-01-03")));
            stores.records().add(ImmutableList.of(record(2, 1)));
            assertEquals(4, partitions(url).size());

            reader.rollback();
            assertTrue(stores.records().removeBefore(LocalDate.parse("2026-01-03")));
            assertEquals(List.of("record_part_20260103", "record_part_20260104"), partitions(url));
            assertEquals(
                    List.of(record(2, 1), record(2, 0)),
                    stores.records().find(RecordQuery.builder().build()).records());
        }
    }
}
