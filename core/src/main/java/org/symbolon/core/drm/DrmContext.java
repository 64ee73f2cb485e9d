package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.symbolon.core.settings.Settings;

/** What a plug-in is given when it is created. Core implements this interface; it grows by new methods. */
public interface DrmContext {

    /** The settings of the process. A plug-in reads the keys that it declared in {@link DrmPlugin#settings}. */
    Settings settings();

    /** The clock. Plug-ins ask it for the time instead of the system, so that tests can set the time. */
    InstantSource clock();

    /** The source of random numbers. */
    SecureRandom random();

    /**
     * Implementations of an interface that the plug-in itself defines, for parts that others deliver. They are found by
     * {@link java.util.ServiceLoader}, on the class path and in the jars of the plug-in folder.
     *
     * @param service the interface; it belongs to the plug-in
     * @throws PluginException if an implementation is named but cannot be loaded
     */
    <S> ImmutableList<S> services(Class<S> service);
}
