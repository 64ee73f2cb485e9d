package org.symbolon.core.settings;

/**
 * A setting is unknown or not valid, so the process does not start. The message names the key, where it was given, and
 * the rule. It shows the value only of a number or a duration that is out of range, because other values may be secrets.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
