package org.symbolon.core.internal.runtime;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.store.Stores;

/** Whether the stores are as they were when they were opened. Each change of the answer is logged once. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Stores stores;
    private volatile Optional<String> problem = Optional.empty();

    public Readiness(Stores stores) {
        this.stores = stores;
    }

    /** Asks the stores again. */
    public void refresh() {
        Optional<String> before = problem;
        problem = stores.problem();
        if (problem.isPresent() && !problem.equals(before)) {
            LOG.error("the service is not ready any more: {}", problem.get());
        } else if (problem.isEmpty() && before.isPresent()) {
            LOG.info("the service is ready again");
        }
    }

    /** What was wrong at the last {@link #refresh}; empty if nothing was. */
    public Optional<String> problem() {
        return problem;
    }
}
