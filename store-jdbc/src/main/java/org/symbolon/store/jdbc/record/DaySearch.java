package org.symbolon.store.jdbc.record;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.TokenId;

/** The records of one day that match a query, the youngest first. */
final class DaySearch {
    private static final int MILLIS = 1000;
    private static final int BLOCKS_AT_A_TIME = 16;

    private final DayRecords day;
    private final RecordQuery query;
    private final SearchLimit limit;
    private final long since;
    private long until;
    private final Optional<Postings> postings;
    private final Queue<Long> blocks = new ArrayDeque<>();
    private boolean allBlocks;
    /** The times of the next blocks by the index and without it, or negative numbers if there is none. */
    private long nextPosting;

    private long nextBlock;
    private final PriorityQueue<TransactionRecord> found =
            new PriorityQueue<>(Comparator.comparing(TransactionRecord::id).reversed());

    DaySearch(DayRecords day, RecordQuery query, SearchLimit limit) throws SQLException {
        this.day = day;
        this.query = query;
        this.limit = limit;
        this.since = query.begin().millis();
        // A block has records of one second, so a record may be in a block that is younger by that much.
        this.until = query.end()
                .map(end -> end.millis() / MILLIS * MILLIS + MILLIS - 1)
                .orElse(Long.MAX_VALUE - 1);
        long[] terms = Terms.of(query);
        this.postings = terms.length == 0 ? Optional.empty() : Optional.of(new Postings(day, terms, since, until));
        this.nextPosting = nextPosting();
        this.nextBlock = nextBlock();
    }

    private long nextPosting() throws SQLException {
        return postings.isPresent() ? postings.get().next() : -1;
    }

    /** Without terms every block is read, and of a name those of its second. */
    private long nextBlock() throws SQLException {
        Optional<TokenId> name = Terms.name(query);
        if (allBlocks || (postings.isPresent() && name.isEmpty())) {
            return blocks.isEmpty() ? -1 : blocks.remove();
        }
        if (blocks.isEmpty()) {
            long second = name.map(Terms::second).orElse(0L) * MILLIS;
            long from = Math.max(since, second);
            long to = name.isPresent() ? Math.min(until, second + MILLIS - 1) : until;
            List<Long> read = day.blocks(from, to, BLOCKS_AT_A_TIME);
            blocks.addAll(read);
            allBlocks = read.size() < BLOCKS_AT_A_TIME;
            until = allBlocks ? until : read.get(BLOCKS_AT_A_TIME - 1) - 1;
        }
        return blocks.isEmpty() ? -1 : blocks.remove();
    }

    /** The next record; empty at the end of the day, or of what a search may read. */
    Optional<TransactionRecord> next() throws SQLException {
        long next = Math.max(nextPosting, nextBlock);
        while (next >= 0 && (found.isEmpty() || found.peek().id().millis() <= next)) {
            if (limit.isReached(next)) {
                return Optional.empty();
            }
            read(next);
            if (nextPosting == next) {
                nextPosting = nextPosting();
            }
            if (nextBlock == next) {
                nextBlock = nextBlock();
            }
            next = Math.max(nextPosting, nextBlock);
        }
        return Optional.ofNullable(found.poll());
    }

    private void read(long last) throws SQLException {
        int before = found.size();
        for (byte[] block : day.at(last)) {
            found.addAll(BlockReader.unpack(block, query));
        }
        if (found.size() == before) {
            limit.count();
        }
    }
}
