package org.symbolon.core.internal.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * Lets so many refusals of one account and second have records of their own, so that refusals cannot fill the store, and
 * counts the others by second, account, environment, DRM and code.
 */
final class Floods {
    private static final int MAX_REFUSALS_PER_SECOND = 20;
    /** How many different counts there may be at a time. */
    static final int CAPACITY = 10_000;

    private record Flood(
            long second, Optional<AccountId> account, Environment environment, DrmId drm, Optional<Integer> code) {
        static Flood of(TransactionRecord refused) {
            return new Flood(
                    refused.time().getEpochSecond(),
                    refused.account(),
                    refused.environment(),
                    refused.drm(),
                    refused.code());
        }
    }

    private static final class Count {
        private final TransactionRecord first;
        private long refusals;

        Count(TransactionRecord first) {
            this.first = first;
        }

        TransactionRecord toRecord() {
            return TransactionRecord.builder()
                    .id(first.id())
                    .kind(RecordKind.FLOOD)
                    .environment(first.environment())
                    .drm(first.drm())
                    .account(first.account())
                    .code(first.code())
                    .explanation(first.explanation())
                    .count(refusals)
                    .build();
        }
    }

    private long second;
    private final Map<Optional<AccountId>, Integer> admitted = new HashMap<>();
    private final Map<Flood, Count> counts = new HashMap<>();

    /** Whether a refusal gets a record of its own. */
    synchronized boolean admits(TransactionRecord refused) {
        long now = refused.time().getEpochSecond();
        if (now != second) {
            second = now;
            admitted.clear();
        }
        return admitted.merge(refused.account(), 1, Integer::sum) <= MAX_REFUSALS_PER_SECOND;
    }

    /** Counts a refusal that gets no record; not if there are too many different counts. */
    synchronized void count(TransactionRecord refused) {
        Flood flood = Flood.of(refused);
        Count count = counts.get(flood);
        if (count == null && counts.size() < CAPACITY) {
            count = new Count(refused);
            counts.put(flood, count);
        }
        if (count != null) {
            count.refusals++;
        }
    }

    /** Takes out the records of the seconds before this time. */
    synchronized List<TransactionRecord> takeBefore(Instant time) {
        List<TransactionRecord> taken = new ArrayList<>();
        Iterator<Map.Entry<Flood, Count>> each = counts.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Flood, Count> next = each.next();
            if (next.getKey().second() < time.getEpochSecond()) {
                taken.add(next.getValue().toRecord());
                each.remove();
            }
        }
        return taken;
    }

    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }
}
