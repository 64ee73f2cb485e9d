package org.symbolon.core.administration;

import java.util.regex.Pattern;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/**
 * A setting as it may be shown: without secrets, and without a value that is not valid and may be a secret.
 *
 * @param value what is in force; {@code ***} for a secret
 * @param usual the default
 * @param origin where the value comes from
 */
public record SettingInForce(String name, String value, String usual, String origin) {
    private static final String MASK = "***";

    /** A user and a password in a URL, where none belong. */
    private static final Pattern USER_OF_URL = Pattern.compile("//[^/\\s]*@");

    private static final Pattern PASSWORD_OF_URL =
            Pattern.compile("(?i)((?:password|passphrase|secret|token|key)=)[^&;\\s]*");

    /** How a setting may be shown. */
    public static SettingInForce of(SettingKey<?> key, Settings settings) {
        Settings.Given given = settings.given(key);
        String origin = given.origin()
                .file()
                .map(Object::toString)
                .orElse(given.origin().text());
        return new SettingInForce(key.name(), value(key, settings, given.text()), key.defaultText(), origin);
    }

    private static String value(SettingKey<?> key, Settings settings, String text) {
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
