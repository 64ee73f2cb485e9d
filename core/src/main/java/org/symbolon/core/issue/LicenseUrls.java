package org.symbolon.core.issue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.Set;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.token.SealedToken;

/**
 * Where players redeem: {@code <base>/hms/<drm>/rights/?ExpressPlayToken=<token>}, with a base for each environment. Never built from
 * the {@code Host} of a request.
 */
public final class LicenseUrls {
    private static final String DRM = "{drm}";

    private final Table<Environment, DrmId, String> prefixes;

    /**
     * Makes the URLs' beginnings.
     *
     * @param bases a base for each environment, without a slash at its end; {@code {drm}} in it stands for the DRM's id
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

    String url(Environment environment, DrmId drm, SealedToken token) {
        return prefixes.get(environment, drm) + token.text();
    }
}
