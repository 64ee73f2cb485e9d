package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;

/** Records, the store, nodes, leases and settings. */
public final class ServiceAdministration {
    private final Office office;

    ServiceAdministration(Office office) {
        this.office = office;
    }

    /** Records of requests, the youngest first. */
    public ImmutableList<TransactionRecord> records(RecordQuery query) {
        office.actor().require(Operation.RECORDS_READ);
        return office.parts().stores().records().find(query);
    }

    /** The refusal that a reference names. */
    public Optional<TransactionRecord> explain(Reference reference) {
        return records(RecordQuery.builder().reference(reference).build()).stream()
                .findFirst();
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
