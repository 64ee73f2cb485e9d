package org.symbolon.http.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.ServiceDescription;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.HttpService;
import org.symbolon.http.tls.TlsExamination;

/** The service's settings, and the checks of them. */
public final class HttpServiceDescription implements ServiceDescription {
    /** Every check, in the order in which operators read their findings. */
    private static final ImmutableList<Check> CHECKS = ImmutableList.of(
            new AddressCheck(),
            (settings, drms) -> TlsExamination.run(settings),
            new ProxyCheck(),
            new OriginCheck(),
            new FileLimitCheck());

    /** Examines one thing. */
    interface Check {
        ImmutableList<Finding> run(Settings settings, ImmutableSet<DrmId> drms);
    }

    @Override
    public ImmutableList<SettingKey<?>> settings() {
        return HttpService.settings();
    }

    @Override
    public ImmutableList<Finding> examine(Settings settings, ImmutableSet<DrmId> drms) {
        return CHECKS.stream()
                .flatMap(check -> check.run(settings, drms).stream())
                .collect(ImmutableList.toImmutableList());
    }
}
