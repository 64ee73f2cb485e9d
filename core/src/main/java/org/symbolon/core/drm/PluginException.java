package org.symbolon.core.drm;

/**
 * The plug-ins that were found cannot work together, or one cannot work here. It stops the start; the message says what
 * was found.
 */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
