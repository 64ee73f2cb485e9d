package org.symbolon.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.Settings.Given;
import org.symbolon.core.settings.SettingsException;

/** How settings are shown: without secrets, and without values that are not valid and may be secrets. */
final class SettingsView {
    private static final String MASK = "***";

    /** A user and a password in a URL, where none belong. */
    private static final Pattern USER_OF_URL = Pattern.compile("//[^/\\s]*@");

    private static final Pattern PASSWORD_OF_URL =
            Pattern.compile("(?i)((?:password|passphrase|secret|token|key)=)[^&;\\s]*");

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
        Given given = settings.given(key);
        return ImmutableMap.of(
                "key", key.name(),
                "value", value(key, given.text()),
                "default", key.defaultText(),
                "from",
                        given.origin()
                                .file()
                                .map(Path::toString)
                                .orElse(given.origin().text()));
    }

    private String value(SettingKey<?> key, String text) {
        if (key.isSecret()) {
            return text.isEmpty() ? "" : MASK;
        }
        try {
            settings.get(key);
        } catch (SettingsException notValid) {
            return "(not valid)";
        }
        String withoutUser = USER_OF_URL.matcher(text).replaceAll("//" + MASK + "@");
        return PASSWORD_OF_URL.matcher(withoutUser).replaceAll("$1" + MASK);
    }
}
