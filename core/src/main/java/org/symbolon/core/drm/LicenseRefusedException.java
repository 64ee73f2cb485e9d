package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.Violation;

/**
 * No licence was made. The violation is what the player is told; the explanation, and what was learned of the device, are for the operator.
 */
public final class LicenseRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient Explanation explanation;
    private final transient ImmutableMap<String, String> device;

    private LicenseRefusedException(
            Violation violation,
            Explanation explanation,
            ImmutableMap<String, String> device,
            @Nullable Throwable cause) {
        super(ImmutableList.of(violation), cause);
        this.explanation = explanation;
        this.device = device;
    }

    public LicenseRefusedException(Violation violation, Explanation explanation) {
        this(violation, explanation, ImmutableMap.of(), null);
    }

    /** The same refusal, with what was learned of the device: no secret. */
    public LicenseRefusedException with(ImmutableMap<String, String> learned) {
        return new LicenseRefusedException(violations().get(0), explanation, learned, getCause());
    }

    /** The same refusal, with the failure that the log shall show: one of this service's, or of one that it asks. */
    public LicenseRefusedException causedBy(Throwable failure) {
        return new LicenseRefusedException(violations().get(0), explanation, device, failure);
    }

    public Explanation explanation() {
        return explanation;
    }

    /** What was learned of the device, by name. */
    public ImmutableMap<String, String> device() {
        return device;
    }
}
