package org.symbolon.core.administration;

import java.util.Optional;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.DrmId;

/** The name of a default parameter of an account, such as {@code wv.securityLevel}. */
public record DefaultName(DrmId drm, String parameter) {
    /** Why a DRM can have no default parameters if no plug-in is loaded for it. */
    public static final String NO_PLUGIN = "there is no plug-in for this DRM";

    /** Reads {@code DRM.NAME}; the name may have dots too. */
    public static Optional<DefaultName> parse(String text) {
        int dot = text.indexOf('.');
        String id = text.substring(0, Math.max(0, dot));
        return DrmId.isValid(id)
                ? Optional.of(new DefaultName(new DrmId(id), text.substring(dot + 1)))
                : Optional.empty();
    }

    /** Why an account cannot have this default; empty if it can. The value may be a secret and is not repeated. */
    public Optional<String> problem(DrmCatalogue drms, String value) {
        return drms.find(drm).map(known -> problem(known, value)).orElseGet(() -> Optional.of(NO_PLUGIN));
    }

    private Optional<String> problem(DrmDescription known, String value) {
        Optional<Parameter<?>> found = known.parameter(parameter);
        if (found.isEmpty()) {
            return Optional.of("is no parameter of " + drm);
        }
        if (!found.get().defaultable()) {
            return Optional.of("cannot have a default");
        }
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        Parsed<?> parsed = found.get().parser().apply(value);
        return parsed.isValid() ? Optional.empty() : Optional.of(parsed.rule());
    }
}
