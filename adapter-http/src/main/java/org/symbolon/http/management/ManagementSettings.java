package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.settings.SettingKey;

/** The settings of the management listener. */
public final class ManagementSettings {
    public static final SettingKey<Boolean> ENABLED = SettingKey.flag(
            "management.enabled",
            true,
            "Whether /livez, /readyz and /metrics are answered, on an address of their own");

    public static final SettingKey<String> HOST = SettingKey.text(
            "management.host",
            "127.0.0.1",
            "The address on which they are answered, to anybody who can reach it: there is no password");

    public static final SettingKey<Integer> PORT = SettingKey.number(
            "management.port",
            8081,
            "The port on which they are answered; 0 takes a free one, and so does a service that was not told a port,"
                    + " where http.port is 0 or another process has 8081",
            0,
            65_535);

    private ManagementSettings() {}

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(ENABLED, HOST, PORT);
    }
}
