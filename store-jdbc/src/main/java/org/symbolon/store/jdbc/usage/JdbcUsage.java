package org.symbolon.store.jdbc.usage;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageBatch;
import org.symbolon.core.store.usage.UsageBatch.CookieDay;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/** Counters of usage in tables. */
public final class JdbcUsage implements UsageStore {
    /** The last batch of a process is remembered for so many days; none is sent again after that. */
    private static final int DAYS_OF_WRITERS = 30;

    /** How often a transaction tries to add to a set of cookies that others change at the same time. */
    private static final int MAX_ATTEMPTS = 100;

    private static final Comparator<CookieDay> LOCKING_ORDER = Comparator.comparingLong(
                    (CookieDay day) -> day.account().value())
            .thenComparing(CookieDay::day)
            .thenComparing(CookieDay::environment);

    private static final String ROW = " WHERE account = ? AND day = ? AND environment = ?";

    private final OpenDatabase database;

    public JdbcUsage(OpenDatabase database) {
        this.database = database;
    }

    @Override
    public CookieSet newCookieSet() {
        return CookieSketch.empty();
    }

    @Override
    public void add(UsageBatch batch) {
        database.write(handle -> isNew(handle, batch) && addAll(handle, batch));
    }

    /** Whether the batch was not added before. Notes that it is added now. */
    private static boolean isNew(Handle handle, UsageBatch batch) {
        if (batch.number() == 1) {
            handle.execute(
                    "DELETE FROM usage_writer WHERE day < ?",
                    batch.made().minusDays(DAYS_OF_WRITERS).toEpochDay());
        }
        return handle.execute(
                        """
                        INSERT INTO usage_writer (writer, batch, day) VALUES (?, ?, ?)
                        ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, day = excluded.day
                        WHERE usage_writer.batch < excluded.batch
                        """,
                        batch.writer().toString(),
                        batch.number(),
                        batch.made().toEpochDay())
                == 1;
    }

    private static boolean addAll(Handle handle, UsageBatch batch) {
        UsageTable.addAll(handle, batch.counts());
        ImmutableList.sortedCopyOf(
                        Map.Entry.comparingByKey(LOCKING_ORDER), batch.cookies().entrySet())
                .forEach(entry -> addCookies(handle, entry.getKey(), (CookieSketch) entry.getValue()));
        return true;
    }

    /**
     * Adds to a set of cookies. Most sets have most of their cookies soon, and are then only read. The row changes only
     * if it still is what was read, because another node may add to it at the same time.
     */
    private static void addCookies(Handle handle, CookieDay day, CookieSketch added) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<byte[]> stored = find(handle, day);
            if (stored.isEmpty() ? insert(handle, day, added) : update(handle, day, added, stored.get())) {
                return;
            }
        }
        throw new StoreUnavailableException("a set of cookies is changed by too many nodes at once");
    }

    private static Optional<byte[]> find(Handle handle, CookieDay day) {
        return handle.select("SELECT sketch FROM usage_cookies" + ROW, key(day))
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    private static boolean insert(Handle handle, CookieDay day, CookieSketch added) {
        return handle.execute(
                        "INSERT INTO usage_cookies (account, day, environment, sketch) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING",
                        day.account().value(),
                        day.day().toEpochDay(),
                        day.environment().id(),
                        added.bytes())
                == 1;
    }

    private static boolean update(Handle handle, CookieDay day, CookieSketch added, byte[] stored) {
        return added.unionUnlessWithin(stored)
                .map(union -> handle.execute(
                        "UPDATE usage_cookies SET sketch = ?" + ROW + " AND sketch = ?",
                        union,
                        day.account().value(),
                        day.day().toEpochDay(),
                        day.environment().id(),
                        stored))
                .map(changed -> changed == 1)
                .orElse(true);
    }

    private static Object[] key(CookieDay day) {
        return new Object[] {
            day.account().value(), day.day().toEpochDay(), day.environment().id()
        };
    }

    @Override
    public Usage find(UsageQuery query) {
        return database.read(Purpose.RECORDS, handle -> new UsageReader(query).read(handle));
    }
}
