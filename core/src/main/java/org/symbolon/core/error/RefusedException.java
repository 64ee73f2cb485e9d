package org.symbolon.core.error;

import com.google.common.collect.ImmutableList;
import org.jspecify.annotations.Nullable;

/**
 * A request was refused. It has every problem that was found, in the order in which they are answered. It has no stack
 * trace, because a request with a mistake must not cost more than one without. If a store or another service failed,
 * that failure is the cause.
 */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImmutableList<Violation> violations;

    protected RefusedException(ImmutableList<Violation> violations, @Nullable Throwable cause) {
        super(violations.get(0).message(), cause, false, false);
        this.violations = violations;
    }

    public RefusedException(ImmutableList<Violation> violations) {
        this(violations, null);
    }

    /** Every problem found, at least one; code, message and status of the answer are those of the first. */
    public final ImmutableList<Violation> violations() {
        return violations;
    }
}
