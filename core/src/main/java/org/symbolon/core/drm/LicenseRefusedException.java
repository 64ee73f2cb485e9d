package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.Violation;

/**
 * A plug-in makes no licence. The violation is what the player is told. The explanation and the facts about the device
 * are for the operator ({@code symbolon explain}).
 */
public final class LicenseRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient Explanation explanation;
    private final transient ImmutableMap<String, String> device;
    private final transient Optional<DrmAnswer> answer;

    private LicenseRefusedException(
            LicenseRefusedException other, ImmutableMap<String, String> device, @Nullable Throwable cause) {
        super(other.violations(), cause);
        this.explanation = other.explanation;
        this.device = device;
        this.answer = other.answer;
    }

    private LicenseRefusedException(LicenseRefusedException other, DrmAnswer answer) {
        super(other.violations(), other.getCause());
        this.explanation = other.explanation;
        this.device = other.device;
        this.answer = Optional.of(answer);
    }

    /** A refusal. Neither the violation nor the explanation may hold a secret. */
    public LicenseRefusedException(Violation violation, Explanation explanation) {
        super(ImmutableList.of(violation), null);
        this.explanation = explanation;
        this.device = ImmutableMap.of();
        this.answer = Optional.empty();
    }

    /** The same refusal with facts about the device, which are recorded and logged; they must hold no secret. */
    public LicenseRefusedException withDevice(ImmutableMap<String, String> facts) {
        return new LicenseRefusedException(this, facts, getCause());
    }

    /** The same refusal with the failure that caused it, which is logged with its stack trace. */
    public LicenseRefusedException causedBy(Throwable failure) {
        return new LicenseRefusedException(this, device, failure);
    }

    /** The same refusal with an answer in the plug-in's own form, such as a SOAP fault. */
    public LicenseRefusedException answeredWith(DrmAnswer ownAnswer) {
        return new LicenseRefusedException(this, ownAnswer);
    }

    /** Why there is no licence, for the operator. */
    public Explanation explanation() {
        return explanation;
    }

    /** What is known of the device, by name. */
    public ImmutableMap<String, String> device() {
        return device;
    }

    /** The answer in the plug-in's own form; empty for HTML or JSON. */
    public Optional<DrmAnswer> answer() {
        return answer;
    }
}
