package org.symbolon.core.settings;

/**
 * A setting that is unknown or makes no sense; stops the start. The message names the key, where it was given, and the
 * rule, never the value.
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
