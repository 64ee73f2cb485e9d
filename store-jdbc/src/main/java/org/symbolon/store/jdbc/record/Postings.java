package org.symbolon.store.jdbc.record;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.PriorityQueue;
import org.symbolon.store.jdbc.record.DayRecords.Run;

/**
 * The times of the blocks of a day that have one of some terms, each once, the youngest first. A run is only looked into
 * when the younger ones are read.
 */
final class Postings {
    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    private final DayRecords day;
    private final long[] terms;
    private final long since;
    private final long until;
    private final List<Run> runs;
    private int opened;
    private final PriorityQueue<Cursor> cursors =
            new PriorityQueue<>((one, other) -> Long.compare(other.last, one.last));

    /** The blocks with times from {@code since} to {@code until}, both included. */
    Postings(DayRecords day, long[] terms, long since, long until) throws SQLException {
        this.day = day;
        this.terms = terms.clone();
        this.since = since;
        this.until = until;
        this.runs = day.runs(1, DayRecords.LEVELS);
    }

    /** The next time, or a negative number at the end. */
    long next() throws SQLException {
        open();
        if (cursors.isEmpty()) {
            return -1;
        }
        long last = cursors.peek().last;
        while (!cursors.isEmpty() && cursors.peek().last == last) {
            Cursor cursor = cursors.poll();
            if (cursor.back()) {
                cursors.add(cursor);
            }
            open();
        }
        return last;
    }

    /** Opens the runs that may have the next block. */
    private void open() throws SQLException {
        while (opened < runs.size() && (cursors.isEmpty() || runs.get(opened).last() >= cursors.peek().last)) {
            Run run = runs.get(opened++);
            if (run.first() <= until && run.last() >= since) {
                for (long term : terms) {
                    Cursor cursor = new Cursor(run, term);
                    if (cursor.back()) {
                        cursors.add(cursor);
                    }
                }
            }
        }
    }

    /** The entries of one term in one run, backwards. */
    private final class Cursor {
        private final Run run;
        private final long term;
        private long last = until + 1;
        private ByteBuffer page = ByteBuffer.allocate(0);
        private int before;

        Cursor(Run run, long term) {
            this.run = run;
            this.term = term;
        }

        /** Goes to the entry before this one; false if there is none of this term in the range. */
        boolean back() throws SQLException {
            if (before == 0) {
                page = day.pageOf(run, term, last - 1);
                before = entriesBelow();
            }
            if (before == 0) {
                return false;
            }
            before--;
            last = page.getLong(before * ENTRY_BYTES + Long.BYTES);
            return page.getLong(before * ENTRY_BYTES) == term && last >= since;
        }

        /** How many entries of the page are before the one that was read last. */
        private int entriesBelow() {
            int low = 0;
            int high = page.limit() / ENTRY_BYTES;
            while (low < high) {
                int middle = (low + high) >>> 1;
                long found = page.getLong(middle * ENTRY_BYTES);
                boolean below =
                        found < term || (found == term && page.getLong(middle * ENTRY_BYTES + Long.BYTES) < last);
                low = below ? middle + 1 : low;
                high = below ? high : middle;
            }
            return low;
        }
    }
}
