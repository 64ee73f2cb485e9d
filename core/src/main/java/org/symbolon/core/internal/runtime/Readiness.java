package org.symbolon.core.internal.runtime;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a store, or the key ring, is as it was when it was opened. Each change of the answer is logged once. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final Supplier<Optional<String>> source;
    private volatile Optional<String> problem = Optional.empty();

    /**
     * Nothing is known to be wrong yet.
     *
     * @param source asks for what is wrong now
     */
    public Readiness(Supplier<Optional<String>> source) {
        this.source = source;
    }

    /** Asks again. */
    public void refresh() {
        Optional<String> before = problem;
        problem = source.get();
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
