package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.Optional;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageQuery;

/** Records, usage, the store, nodes, leases and settings. */
public final class ServiceAdministration {
    private final Office office;

    ServiceAdministration(Office office) {
        this.office = office;
    }

    /** Records of requests, the youngest first. */
    public RecordPage records(RecordQuery query) {
        office.actor().require(Operation.RECORDS_READ);
        return office.parts().stores().records().find(query);
    }

    /** The refusal that a reference names, or one like it: see {@link RecordStore#refusal}. */
    public Optional<TransactionRecord> explain(Reference reference) {
        office.actor().require(Operation.RECORDS_READ);
        return office.parts().stores().records().refusal(reference);
    }

    /** Begins a query for usage; see {@link UsageQuery#of}. */
    public Optional<UsageQuery.Builder> usageQuery(Optional<LocalDate> from, Optional<LocalDate> before) {
        return UsageQuery.of(from, before, office.now());
    }

    /** What accounts used. */
    public Usage usage(UsageQuery query) {
        office.actor().require(Operation.USAGE_READ);
        return office.parts().stores().usage().find(query);
    }

    /** The store, its schema, and the leases of nodes. */
    public StoreStatus store() {
        office.actor().require(Operation.NODES_READ);
        return office.parts().status().get();
    }

    /**
     * Ends the leases of a node that is gone.
     *
     * @param giveBack whether what it had not issued goes back into the balances; otherwise it is written off
     */
    public ImmutableList<EndedLease> endLeases(String node, boolean giveBack) {
        return office.change(Operation.LEASES_END, "node/" + node, Expected.ANY, () -> {
            boolean known = office.parts().status().get().leases().stream()
                    .anyMatch(lease -> lease.node().equals(node));
            if (!known) {
                throw AdministrationException.notFound("lease of this node");
            }
            return office.parts()
                    .stores()
                    .balance()
                    .endLeases(node, giveBack)
                    .orElseThrow(() -> AdministrationException.conflict(
                            "the node is connected to the database; its leases are left alone"));
        });
    }

    /** The settings in force. Secrets are masked. */
    public ImmutableList<SettingInForce> settings() {
        office.actor().require(Operation.SETTINGS_READ);
        return office.parts().settings().get();
    }
}
