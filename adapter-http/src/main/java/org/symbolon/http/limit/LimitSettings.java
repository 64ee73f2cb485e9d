package org.symbolon.http.limit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.Objects;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.store.account.RateLimit;

/** The settings of how often accounts and addresses may ask. */
public final class LimitSettings {
    /** Rare for people, programs and players that work, so that most services need not change it. */
    private static final String USUAL_FAILURES = "600/m burst 5000";

    public static final SettingKey<RateLimit> FAILURES = rate(
            "http.limit.failures",
            USUAL_FAILURES,
            "How many requests of one address with a wrong authenticator, or with a token that does not open, are"
                    + " answered 401; more: 429, while right ones are served");

    public static final SettingKey<Integer> REMEMBERED = SettingKey.number(
            "http.limit.remembered",
            16_384,
            "How many accounts, and how many addresses, each limit remembers, some 400 bytes for each; beyond, the one"
                    + " that asked longest ago is forgotten",
            100,
            10_000_000);

    private static final ImmutableMap<LimitedRoute, SettingKey<RateLimit>> OF_ACCOUNT = byRoute(
            "http.limit.account.",
            "one account may make, unless it has a rate of its own, such as 100/s burst 200; more: 429");

    private static final ImmutableMap<LimitedRoute, SettingKey<RateLimit>> OF_ADDRESS = byRoute(
            "http.limit.address.",
            "may come from one IPv4 address or one /64 network of IPv6, but for trusted proxies; more: 429");

    private LimitSettings() {}

    private static ImmutableMap<LimitedRoute, SettingKey<RateLimit>> byRoute(String names, String meaning) {
        return Maps.toMap(
                Arrays.asList(LimitedRoute.values()),
                route -> rate(names + route.id(), "off", "How many requests " + route.purpose() + " " + meaning));
    }

    /** How often one account may ask, unless the account has a rate of its own. */
    public static SettingKey<RateLimit> ofAccount(LimitedRoute route) {
        return Objects.requireNonNull(OF_ACCOUNT.get(route));
    }

    /** How often one address may ask. */
    public static SettingKey<RateLimit> ofAddress(LimitedRoute route) {
        return Objects.requireNonNull(OF_ADDRESS.get(route));
    }

    /** An empty text is no limit, as for other settings. */
    private static SettingKey<RateLimit> rate(String name, String usual, String meaning) {
        return SettingKey.of(
                name,
                usual,
                meaning,
                text -> text.isEmpty()
                        ? RateLimit.OFF
                        : RateLimit.parse(text).orElseThrow(() -> new IllegalArgumentException(RateLimit.RULE)));
    }

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.<SettingKey<?>>builder()
                .addAll(OF_ACCOUNT.values())
                .addAll(OF_ADDRESS.values())
                .add(FAILURES, REMEMBERED)
                .build();
    }
}
