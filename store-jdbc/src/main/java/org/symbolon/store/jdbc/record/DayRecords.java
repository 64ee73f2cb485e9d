package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.store.jdbc.database.RecordDays.DayTable;

/**
 * The table of a day: blocks of records, and the index of their terms.
 *
 * <p>The index is a log-structured merge tree, because each entry of a B-tree with random terms would change another
 * page. Each change adds a run, which is a list of entries in order, in pages. When a level has {@link #FAN_OUT} runs,
 * one run of the next level takes their place. So an entry is written {@link #LEVELS} times at most, each time beside
 * those that follow it, and a question looks into few runs, however many records there are.
 */
final class DayRecords {
    /** The level of blocks. The pages of runs have the levels from 1. */
    static final int BLOCKS = 0;

    static final int LEVELS = 3;
    static final int FAN_OUT = 32;
    /** What is added to the level of a run for the row that says that the run is there. */
    static final int HEADER = 10;

    private static final int ENTRY_BYTES = 2 * Long.BYTES;
    private static final int PAGE_ENTRIES = 500;
    private static final byte[] NO_BYTES = {};

    private final DayTable table;

    DayRecords(DayTable table) {
        this.table = table;
    }

    /**
     * A sorted list of entries.
     *
     * @param last the youngest block that is in it, and with {@code batch} its key
     * @param first the oldest block that is in it
     */
    record Run(int level, long last, long batch, long first) {}

    /** Records of one second, packed. The id of the youngest record is the key of the block. */
    static final class Block {
        private final RecordId youngest;
        private final int count;
        private final byte[] data;
        private final long[] terms;

        /** Takes records in the order of their ids. */
        Block(ImmutableList<TransactionRecord> records) {
            this.youngest = records.get(records.size() - 1).id();
            this.count = records.size();
            this.data = BlockWriter.pack(records);
            this.terms = Terms.of(records);
        }

        RecordId youngest() {
            return youngest;
        }
    }

    /** Adds blocks and their entries; not if they are there, because they are added or are not added together. */
    void add(List<Block> blocks) throws SQLException {
        Run run = new Run(
                1,
                blocks.get(blocks.size() - 1).youngest().millis(),
                blocks.get(blocks.size() - 1).youngest().tail(),
                blocks.get(0).youngest().millis());
        try (PreparedStatement insert = insert()) {
            for (Block block : blocks) {
                if (!row(insert, block)) {
                    return;
                }
            }
            List<Entries> entries = new ArrayList<>();
            blocks.forEach(block -> entries.add(new Entries(block)));
            write(insert, run, entries);
        }
    }

    private PreparedStatement insert() throws SQLException {
        return table.connection()
                .prepareStatement("INSERT INTO " + table.name()
                        + " (level, last, batch, term, since, data) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }

    private static boolean row(PreparedStatement insert, Block block) throws SQLException {
        Run key = new Run(BLOCKS, block.youngest().millis(), block.youngest().tail(), 0);
        return row(insert, key, block.count, block.data);
    }

    private static boolean row(PreparedStatement insert, Run key, long term, byte[] data) throws SQLException {
        insert.setInt(1, key.level());
        insert.setLong(2, key.last());
        insert.setLong(3, key.batch());
        insert.setLong(4, term);
        insert.setLong(5, key.first());
        insert.setBytes(6, data);
        return insert.executeUpdate() == 1;
    }

    /** Writes the entries of sorted lists as one run. */
    private static void write(PreparedStatement insert, Run run, List<Entries> lists) throws SQLException {
        PriorityQueue<Entries> queue = new PriorityQueue<>(lists.size(), Entries::compareTo);
        for (Entries list : lists) {
            if (list.next()) {
                queue.add(list);
            }
        }
        ByteBuffer page = ByteBuffer.allocate(PAGE_ENTRIES * ENTRY_BYTES);
        while (!queue.isEmpty()) {
            Entries least = queue.poll();
            page.putLong(least.term).putLong(least.last);
            if (!page.hasRemaining()) {
                writePage(insert, run, page);
            }
            if (least.next()) {
                queue.add(least);
            }
        }
        if (page.position() > 0) {
            writePage(insert, run, page);
        }
        row(insert, new Run(HEADER + run.level(), run.last(), run.batch(), run.first()), 0, NO_BYTES);
    }

    private static void writePage(PreparedStatement insert, Run run, ByteBuffer page) throws SQLException {
        byte[] data = new byte[page.flip().remaining()];
        page.get(data).flip();
        Run key = new Run(run.level(), run.last(), run.batch(), page.getLong(Long.BYTES));
        row(insert, key, page.getLong(0), data);
        page.clear();
    }

    /** Merges the runs of each level that has enough of them. */
    void merge() throws SQLException {
        for (int level = 1; level < LEVELS; level++) {
            List<Run> runs = runs(level, level);
            if (runs.size() < FAN_OUT || !table.lockIndex()) {
                return;
            }
            merge(runs);
        }
    }

    private void merge(List<Run> runs) throws SQLException {
        Run youngest = runs.get(0);
        long first = runs.stream().mapToLong(Run::first).min().orElseThrow();
        List<Entries> lists = new ArrayList<>();
        runs.forEach(run -> lists.add(new Entries(run)));
        try (PreparedStatement insert = insert();
                PreparedStatement delete = table.connection()
                        .prepareStatement(
                                "DELETE FROM " + table.name() + " WHERE level = ? AND last = ? AND batch = ?")) {
            write(insert, new Run(youngest.level() + 1, youngest.last(), youngest.batch(), first), lists);
            for (Run run : runs) {
                for (int level : new int[] {run.level(), HEADER + run.level()}) {
                    delete.setInt(1, level);
                    delete.setLong(2, run.last());
                    delete.setLong(3, run.batch());
                    delete.executeUpdate();
                }
            }
        }
    }

    /** The runs of some levels, those with the youngest blocks first. */
    List<Run> runs(int lowest, int highest) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (PreparedStatement query = table.connection()
                .prepareStatement("SELECT level, last, batch, since FROM " + table.name()
                        + " WHERE level BETWEEN ? AND ? ORDER BY last DESC, batch DESC, level")) {
            query.setInt(1, HEADER + lowest);
            query.setInt(2, HEADER + highest);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    runs.add(new Run(rows.getInt(1) - HEADER, rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return runs;
    }

    /** The times of the youngest blocks of a range of time, each once, the youngest first. */
    List<Long> blocks(long since, long until, int limit) throws SQLException {
        List<Long> lasts = new ArrayList<>();
        try (PreparedStatement query = table.connection()
                .prepareStatement("SELECT DISTINCT last FROM " + table.name()
                        + " WHERE level = 0 AND last >= ? AND last <= ? ORDER BY last DESC LIMIT ?")) {
            query.setLong(1, since);
            query.setLong(2, until);
            query.setInt(3, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lasts.add(rows.getLong(1));
                }
            }
        }
        return lasts;
    }

    /** The blocks with a time. */
    List<byte[]> at(long last) throws SQLException {
        List<byte[]> blocks = new ArrayList<>();
        try (PreparedStatement query = table.connection()
                .prepareStatement("SELECT data FROM " + table.name() + " WHERE level = 0 AND last = ?")) {
            query.setLong(1, last);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    blocks.add(rows.getBytes(1));
                }
            }
        }
        return blocks;
    }

    /** The page of a run in which an entry is, or would be; empty if the run has only greater ones. */
    ByteBuffer pageOf(Run run, long term, long last) throws SQLException {
        return page(run, "<= (?, ?) ORDER BY term DESC, since DESC", term, last);
    }

    private ByteBuffer page(Run run, String condition, long term, long last) throws SQLException {
        try (PreparedStatement query = table.connection()
                .prepareStatement("SELECT data FROM " + table.name()
                        + " WHERE level = ? AND last = ? AND batch = ? AND (term, since) " + condition + " LIMIT 1")) {
            query.setInt(1, run.level());
            query.setLong(2, run.last());
            query.setLong(3, run.batch());
            query.setLong(4, term);
            query.setLong(5, last);
            try (ResultSet rows = query.executeQuery()) {
                return ByteBuffer.wrap(rows.next() ? rows.getBytes(1) : NO_BYTES);
            }
        }
    }

    /** Entries in ascending order, of a block or of a run, of which one page is in memory. */
    private final class Entries implements Comparable<Entries> {
        private final boolean ofRun;
        private final Run run;
        private ByteBuffer page;
        private long term = Long.MIN_VALUE;
        private long last = Long.MIN_VALUE;

        Entries(Run run) {
            this.ofRun = true;
            this.run = run;
            this.page = ByteBuffer.wrap(NO_BYTES);
        }

        Entries(Block block) {
            this.ofRun = false;
            this.run = new Run(BLOCKS, 0, 0, 0);
            this.page = ByteBuffer.allocate(block.terms.length * ENTRY_BYTES);
            for (long one : block.terms) {
                page.putLong(one).putLong(block.youngest().millis());
            }
            page.flip();
        }

        boolean next() throws SQLException {
            if (!page.hasRemaining() && ofRun) {
                page = page(run, "> (?, ?) ORDER BY term, since", term, last);
            }
            if (!page.hasRemaining()) {
                return false;
            }
            term = page.getLong();
            last = page.getLong();
            return true;
        }

        @Override
        public int compareTo(Entries other) {
            int byTerm = Long.compare(term, other.term);
            return byTerm != 0 ? byTerm : Long.compare(last, other.last);
        }
    }
}
