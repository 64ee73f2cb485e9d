package org.symbolon.http.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.server.HttpSettings;

/** Whether the proxies are named that the service may believe, and no more than those. */
final class ProxyCheck implements HttpServiceDescription.Check {
    private static final String SUBJECT = "proxies";

    /** Addresses of documentation (RFC 5737, RFC 3849), which no proxy has: a network that contains one is too wide. */
    private static final ImmutableSet<String> NOBODY = ImmutableSet.of("192.0.2.1", "203.0.113.1", "2001:db8::1");

    @Override
    public ImmutableList<Finding> run(Settings settings, ImmutableSet<DrmId> drms) {
        ImmutableList<Network> trusted = settings.get(HttpSettings.PROXIES_TRUSTED);
        if (trusted.stream().anyMatch(ProxyCheck::isTooWide)) {
            return ImmutableList.of(Finding.problem(
                    SUBJECT,
                    "http.proxies.trusted contains strangers, who can claim any address in X-Forwarded-For",
                    "name the networks of your proxies alone"));
        }
        boolean behindProxy = CoreSettings.listensOnLoopback(settings)
                && !settings.get(CoreSettings.rightsUrl(Environment.PRODUCTION)).isEmpty();
        if (trusted.isEmpty() && behindProxy) {
            return ImmutableList.of(Finding.warning(
                    SUBJECT,
                    "the service listens on a loopback address and has a public URL, so a proxy is in front, but"
                            + " http.proxies.trusted names none: all callers seem to be the proxy",
                    "set http.proxies.trusted, such as 127.0.0.1/32, and have the proxy send X-Forwarded-For"));
        }
        return ImmutableList.of(Finding.ok(
                SUBJECT, trusted.isEmpty() ? "no proxy is believed" : "believed is who connects from " + trusted));
    }

    private static boolean isTooWide(Network network) {
        return NOBODY.stream().map(InetAddresses::forString).anyMatch(network::contains);
    }
}
