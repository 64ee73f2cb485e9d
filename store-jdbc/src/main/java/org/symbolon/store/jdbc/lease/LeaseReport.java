package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.symbolon.core.store.usage.UsageKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.LeaseTable.Row;
import org.symbolon.store.jdbc.usage.UsageTable;

/** Writes into the rows of one node how many tokens it has used, and adds them to the usage in the same transaction. */
final class LeaseReport {
    private final String node;
    private final InstantSource clock;

    LeaseReport(String node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    /** A row whose account has used more than the row says. */
    private record Change(AccountId account, Row before, LeaseUse use) {}

    /**
     * Writes a report. A row that another transaction changes at the same time is left for the next report. Of two
     * reports that overtake each other, the higher number stays.
     */
    int write(Handle handle, ImmutableSortedMap<AccountId, LeaseUse> used) {
        List<Change> changes = changes(rows(handle, used.firstKey(), used.lastKey()), used);
        if (changes.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = handle.prepareBatch("UPDATE token_lease SET used = ?, counted = ?, reported = ?"
                + " WHERE node = ? AND account = ? AND used = ?");
        changes.forEach(change -> batch.add(
                change.use.total(),
                change.use.counted(),
                clock.millis(),
                node,
                change.account.value(),
                change.before.used()));
        int[] changed = batch.execute();
        Map<UsageKey, Long> counts = new HashMap<>();
        for (int i = 0; i < changed.length; i++) {
            Change change = changes.get(i);
            if (changed[i] == 1) {
                change.before.counted().ifPresent(counted -> counts.putAll(change.use.since(counted)));
            }
        }
        UsageTable.addAll(handle, counts);
        return changed.length;
    }

    private static List<Change> changes(Map<AccountId, Row> rows, Map<AccountId, LeaseUse> used) {
        List<Change> changes = new ArrayList<>();
        used.forEach((account, use) -> Optional.ofNullable(rows.get(account))
                .filter(row -> row.used() < use.total())
                .ifPresent(row -> changes.add(new Change(account, row, use))));
        return changes;
    }

    private ImmutableMap<AccountId, Row> rows(Handle handle, AccountId first, AccountId last) {
        return handle.createQuery("SELECT granted, used, counted, account FROM token_lease"
                        + " WHERE node = :node AND account BETWEEN :first AND :last")
                .bind("node", node)
                .bind("first", first.value())
                .bind("last", last.value())
                .map((row, context) -> Map.entry(new AccountId(row.getLong(4)), Row.read(row)))
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
