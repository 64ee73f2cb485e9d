package org.symbolon.core.drm;

/** The plug-ins that were found cannot serve together; stops the start. The message says what is wrong and what is there. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
