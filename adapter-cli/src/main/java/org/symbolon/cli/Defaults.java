package org.symbolon.cli;

import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;

/** The rules for an account's default parameters, as the plug-ins' descriptions give them. */
record Defaults(DrmRegistry drms) {

    /** Why there can be no defaults for a DRM, if so. */
    Optional<String> problem(DrmId drm) {
        return drms.find(drm).isPresent() ? Optional.empty() : Optional.of("there is no plug-in for this DRM");
    }

    /** Why a parameter of a DRM that is loaded cannot have this default, if so; says nothing of the value where it may be a secret. */
    Optional<String> problem(DrmId drm, String parameter, String value) {
        Optional<Parameter<?>> known = drms.find(drm).flatMap(loaded -> find(loaded, parameter));
        if (known.isEmpty()) {
            return Optional.of("is no parameter of " + drm);
        }
        if (!known.get().defaultable()) {
            return Optional.of("cannot have a default");
        }
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        Parsed<?> parsed = known.get().parser().apply(value);
        return parsed.isValid() ? Optional.empty() : Optional.of(parsed.rule());
    }

    private static Optional<Parameter<?>> find(Drm drm, String name) {
        for (Parameter<?> parameter : drm.parameters()) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }
}
