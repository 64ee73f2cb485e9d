package org.symbolon.core.internal.token;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.Objects;
import java.util.Set;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * Makes licence acquisition URLs: {@code <base>/hms/<drm>/rights/?ExpressPlayToken=<token>}. Each environment has a
 * base of its own. The {@code Host} of a request is never used, because the caller chooses it.
 */
public final class LicenseUrls {
    private static final String DRM = "{drm}";
    private static final String HTTP = "http:";

    private final Table<Environment, DrmId, String> prefixes;
    private final int longest;

    /**
     * Prepares the URLs.
     *
     * @param bases a base for each environment, without a slash at its end; {@code {drm}} in it is replaced by the
     * DRM's id
     * @param longest the most characters that a URL may have, so that the service takes it where it is redeemed
     */
    public LicenseUrls(ImmutableMap<Environment, String> bases, Set<DrmId> drms, int longest) {
        if (bases.size() < Environment.values().length) {
            throw new IllegalArgumentException(
                    "licence URLs need a base for each environment, not only " + bases.keySet());
        }
        ImmutableTable.Builder<Environment, DrmId, String> table = ImmutableTable.builder();
        bases.forEach((environment, base) -> drms.forEach(drm -> table.put(
                environment, drm, base.replace(DRM, drm.value()) + "/hms/" + drm + "/rights/?ExpressPlayToken=")));
        this.prefixes = table.build();
        this.longest = longest;
    }

    /**
     * What the licence URLs of an environment and a DRM begin with; the text of a token follows.
     *
     * @param https whether the scheme is https even if the base says http
     */
    public String prefix(Environment environment, DrmId drm, boolean https) {
        String prefix = Objects.requireNonNull(prefixes.get(environment, drm));
        return https && prefix.startsWith(HTTP) ? "https:" + prefix.substring(HTTP.length()) : prefix;
    }

    /** The most characters that a URL may have. */
    public int longest() {
        return longest;
    }
}
