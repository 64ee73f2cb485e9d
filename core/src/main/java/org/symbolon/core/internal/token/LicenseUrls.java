package org.symbolon.core.internal.token;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.Set;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;

/**
 * Makes licence acquisition URLs: {@code <base>/hms/<drm>/rights/?ExpressPlayToken=<token>}. Each environment has a
 * base of its own. The {@code Host} of a request is never used, because the caller chooses it.
 */
public final class LicenseUrls {
    private static final String DRM = "{drm}";

    private final Table<Environment, DrmId, String> prefixes;

    /**
     * Prepares the URLs.
     *
     * @param bases a base for each environment, without a slash at its end; {@code {drm}} in it is replaced by the
     * DRM's id
     */
    public LicenseUrls(ImmutableMap<Environment, String> bases, Set<DrmId> drms) {
        if (bases.size() < Environment.values().length) {
            throw new IllegalArgumentException(
                    "licence URLs need a base for each environment, not only " + bases.keySet());
        }
        ImmutableTable.Builder<Environment, DrmId, String> table = ImmutableTable.builder();
        bases.forEach((environment, base) -> drms.forEach(drm -> table.put(
                environment, drm, base.replace(DRM, drm.value()) + "/hms/" + drm + "/rights/?ExpressPlayToken=")));
        this.prefixes = table.build();
    }

    /** The licence URL of a token. */
    public String url(Environment environment, DrmId drm, SealedToken token) {
        return prefixes.get(environment, drm) + token.text();
    }
}
