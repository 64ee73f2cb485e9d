package org.symbolon.cli.base;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ServiceLoader;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.diagnosis.ServiceDescription;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/**
 * The settings of the service and of the commands together. Other commands leave the service's settings alone, because
 * to load its classes takes time.
 */
public final class Installation {
    private final GlobalOptions global;
    private final Settings settings;
    private final ImmutableList<ServiceDescription> services;

    private Installation(GlobalOptions global, Settings settings, ImmutableList<ServiceDescription> services) {
        this.global = global;
        this.settings = settings;
        this.services = services;
    }

    /**
     * Reads the settings.
     *
     * @param host the option of {@code serve}; empty text if it is not given
     * @param port the option of {@code serve}; empty text if it is not given
     * @throws SettingsException if the settings file cannot be read
     */
    public static Installation of(GlobalOptions global, String host, String port) {
        Settings settings = global.settings();
        settings = host.isEmpty() ? settings : settings.with(CoreSettings.HTTP_HOST, host);
        settings = port.isEmpty() ? settings : settings.with(CoreSettings.HTTP_PORT, port);
        return new Installation(
                global,
                settings,
                ServiceLoader.load(ServiceDescription.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .collect(ImmutableList.toImmutableList()));
    }

    public Settings settings() {
        return settings;
    }

    /** The service, where it is on the class path. */
    public ImmutableList<ServiceDescription> services() {
        return services;
    }

    /**
     * Finds plug-ins and stores.
     *
     * @throws SettingsException if the data folder, the settings file or a plug-in can be written by others
     * @throws org.symbolon.core.drm.PluginException if a plug-in cannot be loaded
     */
    public SymbolonLoader loader() {
        ImmutableList<SettingKey<?>> ofServices = services.stream()
                .flatMap(service -> service.settings().stream())
                .collect(ImmutableList.toImmutableList());
        return SymbolonLoader.of(settings, ofServices, otherComponents());
    }

    /** All that is wrong with these settings. */
    public ImmutableList<SettingsException> problems(ImmutableList<SettingKey<?>> declared) {
        return settings.problems(declared, otherComponents());
    }

    private ImmutableSet<String> otherComponents() {
        return services.isEmpty() ? GlobalOptions.OTHER_COMPONENTS : ImmutableSet.of();
    }

    public GlobalOptions global() {
        return global;
    }
}
