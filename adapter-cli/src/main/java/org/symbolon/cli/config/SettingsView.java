package org.symbolon.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.core.administration.SettingInForce;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** How settings are shown: without secrets, and without values that are not valid and may be secrets. */
final class SettingsView {
    private final Settings settings;

    SettingsView(Settings settings) {
        this.settings = settings;
    }

    /** A row for each setting; without {@code all} for those that somebody gave. */
    ImmutableList<ImmutableMap<String, Object>> rows(ImmutableList<SettingKey<?>> keys, boolean all) {
        return keys.stream()
                .filter(key -> all || !settings.given(key).origin().isDefault())
                .map(this::row)
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableMap<String, Object> row(SettingKey<?> key) {
        SettingInForce shown = SettingInForce.of(key, settings);
        return ImmutableMap.of(
                "key", shown.name(), "value", shown.value(), "default", shown.usual(), "from", shown.origin());
    }
}
