package org.symbolon.store.jdbc.lease;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.store.jdbc.database.OpenDatabase;
import org.symbolon.store.jdbc.database.OpenDatabase.Purpose;

/**
 * Writes off the leases of nodes that kept no journal and are gone. Nobody knows what such a node has used, so none of
 * its tokens goes back into a balance. Every node looks after the others.
 */
final class LostNodes {
    private static final Logger LOG = LoggerFactory.getLogger(LostNodes.class);

    private final OpenDatabase database;
    private final LeaseTable own;
    private final LivingNodes living;
    private final LeasedBalance.Machine machine;

    /**
     * Nodes that had no connection at the last look. They are written off at the next one: a node whose connection
     * breaks has another one within a second or two, and goes on.
     */
    private Set<String> suspected = new HashSet<>();

    LostNodes(OpenDatabase database, LeaseTable own, LivingNodes living, LeasedBalance.Machine machine) {
        this.database = database;
        this.own = own;
        this.living = living;
        this.machine = machine;
    }

    /** Looks at all nodes without a journal. */
    void run() {
        Set<String> gone = new HashSet<>();
        for (String node : database.read(Purpose.REFRESH, own::othersWithoutJournal)) {
            UUID id = UUID.fromString(node);
            if (database.write(handle -> living.hasEnded(handle, id))) {
                gone.add(node);
                if (suspected.contains(node)) {
                    writeOff(id);
                }
            }
        }
        suspected = gone;
    }

    private void writeOff(UUID node) {
        new EndedNode(database, living, node, machine)
                .end(Set.of(), (account, row) -> Optional.empty())
                .ifPresent(leases ->
                        leases.stream().filter(lease -> lease.writtenOff() > 0).forEach(lease -> log(node, lease)));
    }

    private static void log(UUID node, EndedLease lease) {
        LOG.warn(
                "up to {} tokens of account {} that node {} had leased are written off: the node is gone, and kept no"
                        + " journal of what it used",
                lease.writtenOff(),
                lease.account(),
                node);
    }
}
