package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.symbolon.core.settings.Settings;

/**
 * What a plug-in is given to work with.
 *
 * @param settings the service's settings; a plug-in asks for the keys that it declared
 * @param clock the time
 * @param random the source of chance
 * @param plugins sees the class path and the jars in the folder of plug-ins
 */
public record DrmContext(Settings settings, InstantSource clock, SecureRandom random, ClassLoader plugins) {

    /**
     * What others bring for a plug-in's own service interface, found by {@link ServiceLoader} as plug-ins are.
     *
     * @throws PluginException if one of them cannot be loaded
     */
    public <S> ImmutableList<S> services(Class<S> service) {
        try {
            return ImmutableList.copyOf(ServiceLoader.load(service, plugins));
        } catch (ServiceConfigurationError e) {
            throw new PluginException("a " + service.getSimpleName() + " cannot be loaded: " + e.getMessage(), e);
        }
    }
}
