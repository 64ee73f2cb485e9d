package org.symbolon.cli.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.EndedLease;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the leases of nodes that are gone. */
@Command(
        name = "lease",
        addMethodSubcommands = false,
        description = "Ends the leases of nodes that are gone for good, with their disk.")
public record LeaseCommand(GlobalOptions global) {

    /** What becomes of the tokens. */
    static final class Fate {
        @SuppressWarnings("UnusedVariable") // picocli sees to it that it is given if the other one is not
        @Option(
                names = "--write-off",
                description = "Nobody gets the tokens. Use this if you do not know what the node has issued.")
        private boolean writeOff;

        @Option(
                names = "--give-back",
                description = "The tokens go back into the balances. Those which the node issued after its last report,"
                        + " usually within its last second, are then issued again.")
        private boolean giveBack;
    }

    @Command(
            description = {
                "Ends the leases of nodes that are gone. 'symbolon store status' lists leases; a node that is connected"
                        + " to the database is refused.",
                "",
                "A node whose lease folder still exists needs this not: its leases are settled, exactly, by the next"
                        + " process that starts on the folder."
            })
    void drop(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "NODE",
                            description =
                                    "The nodes, as 'symbolon store status' names them (default: all that are gone).")
                    List<String> nodes,
            @ArgGroup(multiplicity = "1") Fate fate) {
        StoreStatus status = global.store().status(global.settings());
        ImmutableSet<String> known =
                status.leases().stream().map(StoreStatus.Lease::node).collect(ImmutableSet.toImmutableSet());
        List<String> wanted = Optional.ofNullable(nodes).orElseGet(List::of);
        wanted.stream().filter(node -> !known.contains(node)).findFirst().ifPresent(node -> {
            throw CommandFailedException.refused("there is no lease of a node " + node);
        });
        ImmutableList.Builder<ImmutableMap<String, Object>> ended = ImmutableList.builder();
        try (Symbolon symbolon = global.open()) {
            for (String node : wanted.isEmpty() ? known : wanted) {
                Optional<ImmutableList<EndedLease>> leases = symbolon.balance().endLeases(node, fate.giveBack);
                if (leases.isEmpty() && !wanted.isEmpty()) {
                    throw CommandFailedException.refused(
                            "the node " + node + " is connected to the database; its leases are left alone");
                }
                leases.ifPresent(gone -> gone.forEach(lease -> ended.add(model(node, lease))));
            }
        }
        ImmutableList<ImmutableMap<String, Object>> all = ended.build();
        global.output().list(all, all, "no node that is gone has a lease");
    }

    private static ImmutableMap<String, Object> model(String node, EndedLease lease) {
        return ImmutableMap.of(
                "node", node,
                "account", lease.account().value(),
                "returned", lease.returned(),
                "writtenOff", lease.writtenOff());
    }
}
