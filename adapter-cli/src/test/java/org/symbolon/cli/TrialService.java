package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.ServiceDescription;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;

/** A service with a few settings, for tests of the commands that speak of the service's. */
public final class TrialService implements ServiceDescription {
    private static final SettingKey<Integer> QUEUE =
            SettingKey.number("http.queue", 2048, "How many may wait", 1, 1_000_000);
    private static final SettingKey<String> PASSWORD = SettingKey.text("http.tls.password", "", "A secret");

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of(QUEUE, PASSWORD);
    }

    @Override
    public ImmutableList<Finding> examine(Settings settings, ImmutableSet<DrmId> drms) {
        return ImmutableList.of(
                settings.get(QUEUE) < 10
                        ? Finding.problem("queue", "the queue has " + settings.get(QUEUE) + " places", "make it longer")
                        : Finding.ok("queue", "on " + CoreSettings.serviceUrl(settings)));
    }
}
