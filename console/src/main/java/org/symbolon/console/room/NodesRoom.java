package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.core.Condition;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.http.management.ManagementAnswer;

/** What must work, the store, the nodes with their leases, and the plug-ins. */
public final class NodesRoom implements Room {
    private final Symbolon symbolon;

    NodesRoom(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    /** What the page shows. */
    public record Model(ImmutableList<Check> checks, StoreStatus store, ImmutableList<DrmDescription> drms) {}

    /** One thing that must work, as it is now. */
    public record Check(String name, Optional<String> problem, boolean needed) {
        /** The name of the state in texts and styles. */
        public String state() {
            return problem.isEmpty() ? "ok" : needed ? "failed" : "warning";
        }
    }

    @Override
    public ManagementAnswer answer(Visit visit) {
        visit.actor().require(Operation.NODES_READ);
        ImmutableList<Check> checks =
                symbolon.conditions().stream().map(NodesRoom::check).collect(ImmutableList.toImmutableList());
        return visit.page(
                "nodes",
                new Model(
                        checks,
                        visit.desk().service().store(),
                        ImmutableList.copyOf(symbolon.drms().all())));
    }

    private static Check check(Condition condition) {
        return new Check(condition.name(), condition.problem().get(), condition.needed());
    }
}
