package org.symbolon.http.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.server.HttpSettings;

/** Whether any page may redeem tokens, although the service has a public URL. */
final class OriginCheck implements HttpServiceDescription.Check {
    private static final String SUBJECT = "origins";

    @Override
    public ImmutableList<Finding> run(Settings settings, ImmutableSet<DrmId> drms) {
        ImmutableList<String> origins = settings.get(HttpSettings.CORS_ORIGINS);
        boolean inProduction =
                !settings.get(CoreSettings.rightsUrl(Environment.PRODUCTION)).isEmpty();
        return ImmutableList.of(
                origins.contains("*") && inProduction
                        ? Finding.warning(
                                SUBJECT,
                                "pages of every origin may redeem tokens in production",
                                "set http.cors.origins to the origins of your players")
                        : Finding.ok(SUBJECT, "tokens may be redeemed by pages of " + origins));
    }
}
