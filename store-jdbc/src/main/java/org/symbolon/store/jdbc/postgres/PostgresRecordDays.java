package org.symbolon.store.jdbc.postgres;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.RecordDays;

/**
 * A partition of {@code record_part} for each day. Statements name the partition, so that they lock nothing else, and a
 * partition can be removed while others are used.
 */
final class PostgresRecordDays implements RecordDays {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresRecordDays.class);
    private static final String PREFIX = "record_part_";
    private static final String PARTITIONS = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent = 'record_part'::regclass AND c.relname LIKE 'record\\_part\\_%'";
    /** The first number of advisory locks for partitions: "reco" in ASCII. The second one is 0 or the day. */
    private static final int LOCKS = 0x7265636f;

    private static final String LOCK_PARTITIONS = "SELECT pg_advisory_xact_lock(" + LOCKS + ", 0)";
    private static final String REMOVAL_TIMEOUT = "SET LOCAL lock_timeout = '200ms'";

    private final OpenDatabase database;
    /** The days whose partitions are there, as far as this node knows. */
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    PostgresRecordDays(OpenDatabase database) {
        this.database = database;
    }

    private static String name(LocalDate day) {
        return PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static LocalDate day(String name) {
        return LocalDate.parse(name.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE);
    }

    @Override
    public void write(LocalDate day, DayWork change) {
        try {
            // That of the next day is made ahead, so that no node has to make one at midnight.
            create(day.plusDays(1));
            create(day);
            database.write(handle -> {
                handle.execute("SET LOCAL synchronous_commit = off");
                change.run(table(handle, day));
                return day;
            });
        } catch (RuntimeException | Error e) {
            known.clear();
            throw e;
        }
    }

    private static DayTable table(Handle handle, LocalDate day) {
        return new DayTable(
                handle.getConnection(),
                name(day),
                Optional.of("SELECT pg_try_advisory_xact_lock(" + LOCKS + ", " + day.toEpochDay() + ")"));
    }

    /**
     * One node at a time creates partitions. {@code ATTACH} keeps nobody waiting, as {@code CREATE TABLE … PARTITION OF}
     * would.
     */
    private void create(LocalDate day) {
        if (!known.contains(day)) {
            database.write(handle -> {
                handle.execute(LOCK_PARTITIONS);
                if (!days(handle).contains(day)) {
                    handle.execute("CREATE TABLE IF NOT EXISTS " + name(day) + " (LIKE record_part INCLUDING ALL)");
                    handle.execute("ALTER TABLE record_part ATTACH PARTITION " + name(day) + " FOR VALUES FROM ("
                            + millis(day) + ") TO (" + millis(day.plusDays(1)) + ")");
                }
                return day;
            });
            known.add(day);
        }
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static ImmutableList<LocalDate> days(Handle handle) {
        return handle.createQuery(PARTITIONS).mapTo(String.class).stream()
                .map(PostgresRecordDays::day)
                .sorted(Comparator.reverseOrder())
                .collect(ImmutableList.toImmutableList());
    }

    @Override
    public OpenDays open(Handle handle) {
        handle.begin();
        ImmutableList<LocalDate> days = days(handle);
        return new OpenDays() {
            @Override
            public ImmutableList<LocalDate> youngestFirst() {
                return days;
            }

            @Override
            public Optional<DayTable> table(LocalDate day) {
                return Optional.of(PostgresRecordDays.table(handle, day));
            }

            @Override
            public void close() {
                handle.rollback();
            }
        };
    }

    /** {@inheritDoc} Removing a partition locks the whole table, so it is not waited for. */
    @Override
    public void removeBefore(LocalDate day) {
        ImmutableList<LocalDate> days = database.read(OpenDatabase.Purpose.RECORDS, PostgresRecordDays::days);
        for (LocalDate old : days) {
            if (old.isBefore(day)) {
                try {
                    database.write(handle -> {
                        handle.execute(REMOVAL_TIMEOUT);
                        return handle.execute("DROP TABLE IF EXISTS " + name(old));
                    });
                } catch (StoreUnavailableException e) {
                    LOG.warn("the records of {} are in use and will be removed later", old, e);
                    return;
                }
            }
        }
    }
}
