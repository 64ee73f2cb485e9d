package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.Condition;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;

/** Records, the store, nodes, leases and settings. */
public final class ServiceAdministration {

    /** Records of requests, the youngest first. */
    public ImmutableList<TransactionRecord> records(RecordQuery query) {
        throw new UnsupportedOperationException();
    }

    /** The refusal that a reference names. */
    public Optional<TransactionRecord> explain(Reference reference) {
        throw new UnsupportedOperationException();
    }

    /** The store, its schema, and the leases of nodes. */
    public StoreStatus store() {
        throw new UnsupportedOperationException();
    }

    /** What must work. */
    public ImmutableList<Condition> conditions() {
        throw new UnsupportedOperationException();
    }

    /** Ends the leases of a node that is gone. @param giveBack whether what it had not issued goes back into the balances */
    public ImmutableList<EndedLease> endLeases(String node, boolean giveBack) {
        throw new UnsupportedOperationException();
    }

    /** The settings in force. Secrets are masked. */
    public ImmutableList<SettingInForce> settings() {
        throw new UnsupportedOperationException();
    }
}
