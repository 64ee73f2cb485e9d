package org.symbolon.packaged;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out the run on the oldest JDK where it is the newest as well. Registered for all integration tests by
 * {@code META-INF/services}, and switched on by the build.
 */
public final class OnceOnEachJdk implements ExecutionCondition {
    private static final boolean REPEATED = "oldest".equals(System.getProperty(Jdks.SWITCH)) && !Jdks.areSeveral();

    static {
        Jdks.chosen()
                .ifPresent(jdk -> System.out.println(
                        REPEATED
                                ? "Java " + jdk.release() + " is the only JDK here: the integration tests run once"
                                : "the product runs on Java " + jdk.release() + ", " + jdk.java()));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return REPEATED
                ? ConditionEvaluationResult.disabled("there is only one JDK here")
                : ConditionEvaluationResult.enabled("");
    }
}
