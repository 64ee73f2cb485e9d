package org.symbolon.core.internal.plugin;

import com.google.common.base.Throwables;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.settings.SettingsException;

/**
 * Calls a method of a plug-in. Whatever the method must not throw, errors and undeclared checked exceptions included,
 * and null, become one exception that names the plug-in and the method and has the cause.
 */
public final class PluginCall {
    private PluginCall() {}

    /**
     * The result of a method that is called while requests are served.
     *
     * @param plugin the id of the DRM, or the name of the class
     * @param method the name of the method
     * @param allowed the only exception that the method may throw
     * @throws PluginFailedException if it throws anything else, or returns null
     */
    public static <T> T result(
            String plugin, String method, Class<? extends RuntimeException> allowed, Supplier<@Nullable T> work) {
        try {
            T result = work.get();
            if (result != null) {
                return result;
            }
        } catch (Throwable e) {
            Throwables.throwIfInstanceOf(e, allowed);
            throw failed(plugin, method, e);
        }
        throw new PluginFailedException("the plug-in " + plugin + " returned null from " + method);
    }

    /** The exception for a method that threw; where the JVM itself has failed, the error goes on. */
    private static PluginFailedException failed(String plugin, String method, Throwable cause) {
        if (cause instanceof VirtualMachineError fatal && !(cause instanceof StackOverflowError)) {
            throw fatal;
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new PluginFailedException("the plug-in " + plugin + " failed in " + method, cause);
    }

    /**
     * The result of a method that is called before requests are served.
     *
     * @param plugin the id of the DRM, or the name of the class
     * @throws PluginException if it throws this, or anything but a {@link SettingsException}, or returns null
     */
    public static <T> T atStart(String plugin, String method, Supplier<@Nullable T> work) {
        try {
            return result(plugin, method, PluginException.class, work);
        } catch (PluginFailedException e) {
            Throwable cause = e.getCause();
            if (cause == null) {
                throw new PluginException(String.valueOf(e.getMessage()), e);
            }
            Throwables.throwIfInstanceOf(cause, SettingsException.class);
            throw new PluginException(e.getMessage() + ": " + cause, cause);
        }
    }
}
