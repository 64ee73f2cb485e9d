package org.symbolon.http.management;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.net.InetAddresses;
import java.util.stream.Stream;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** The settings of the management listener. */
public final class ManagementSettings {
    public static final SettingKey<Boolean> ENABLED = SettingKey.flag(
            "management.enabled",
            true,
            "Whether /livez, /readyz and /metrics are answered, on an address of their own");

    public static final SettingKey<String> HOST = SettingKey.text(
            "management.host",
            "127.0.0.1",
            "The address on which they are answered, to anybody who can reach it: monitors need no password");

    public static final SettingKey<Integer> PORT = SettingKey.number(
            "management.port",
            8081,
            "The port on which they are answered; 0 takes a free one, and so does a service that was not told a port,"
                    + " where http.port is 0 or another process has 8081",
            0,
            65_535);

    /** Whether administrators are answered. */
    public enum Administration {
        LOOPBACK,
        ALWAYS,
        NEVER
    }

    public static final SettingKey<Administration> ADMINISTRATION = SettingKey.of(
            "management.administration",
            "loopback",
            "Whether /admin/v1 and the console are answered beside them: always, never, or only where management.host is"
                    + " a loopback address, because the listener has no TLS and tokens would cross the network readable",
            text -> Stream.of(Administration.values())
                    .filter(each -> each.name().equals(Ascii.toUpperCase(text)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be loopback, always or never")));

    private ManagementSettings() {}

    /** Whether administrators are answered on an address. */
    static boolean admitsAdministrators(Settings settings) {
        Administration chosen = settings.get(ADMINISTRATION);
        String host = settings.get(HOST);
        boolean loopback = host.equals("localhost")
                || (InetAddresses.isInetAddress(host)
                        && InetAddresses.forString(host).isLoopbackAddress());
        return chosen == Administration.ALWAYS || (chosen == Administration.LOOPBACK && loopback);
    }

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(ENABLED, HOST, PORT, ADMINISTRATION);
    }
}
