package org.symbolon.core.drm;

/**
 * A plug-in threw something that its interface does not allow, or returned something impossible. Core throws this with
 * the plug-in's exception as the cause. It is a fault in the plug-in, never in the request.
 */
public final class PluginFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PluginFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    public PluginFailedException(String message) {
        super(message);
    }
}
