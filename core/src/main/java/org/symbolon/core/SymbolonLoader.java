package org.symbolon.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.InstantSource;
import org.symbolon.core.account.RunningServices;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.SettingInForce;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.internal.runtime.PluginFolder;
import org.symbolon.core.internal.runtime.TrustedFiles;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;

/**
 * Finds plug-ins and stores as the settings of a process say. Everything is checked before a store is opened or
 * changed: first the plug-ins, then the settings.
 */
public final class SymbolonLoader {
    private final Settings settings;
    private final PluginFolder folder;
    private final ImmutableList<DrmPlugin> plugins;
    private final ImmutableList<SettingKey<?>> ownSettings;
    private final ImmutableSet<String> otherComponents;
    private Actor actor = Actor.process();
    private InstantSource clock = InstantSource.system();

    private SymbolonLoader(
            Settings settings, ImmutableList<SettingKey<?>> ownSettings, ImmutableSet<String> otherComponents) {
        this.settings = settings;
        this.ownSettings = ownSettings;
        this.otherComponents = otherComponents;
        TrustedFiles.require("data folder", settings.dataFolder());
        settings.file().ifPresent(file -> TrustedFiles.require("settings file", file));
        Path plugins = settings.dataFolder().resolve(settings.get(CoreSettings.PLUGINS_FOLDER));
        TrustedFiles.require("plug-in folder", plugins);
        this.folder = PluginFolder.at(plugins, SymbolonLoader.class.getClassLoader());
        folder.files().forEach(file -> TrustedFiles.require("plug-in", file));
        this.plugins = plugins(folder);
    }

    private static ImmutableList<DrmPlugin> plugins(PluginFolder folder) {
        try {
            return folder.services(DrmPlugin.class);
        } catch (RuntimeException | Error e) {
            close(folder, e);
            throw e;
        }
    }

    /**
     * Finds the plug-ins of a process.
     *
     * @param ownSettings the settings that the calling adapter declares
     * @param otherComponents the first parts of settings' names that belong to another process with the same settings
     * file
     * @throws PluginException if one is named but cannot be loaded
     * @throws SettingsException if others than the user of this process can write the data folder, the settings file or
     * a plug-in
     */
    public static SymbolonLoader of(
            Settings settings, ImmutableList<SettingKey<?>> ownSettings, ImmutableSet<String> otherComponents) {
        return new SymbolonLoader(settings, ownSettings, otherComponents);
    }

    /** Who makes the changes of this process; {@link Actor#process} by default. */
    public SymbolonLoader as(Actor given) {
        this.actor = given;
        return this;
    }

    /** The clock; the system's by default. */
    public SymbolonLoader clock(InstantSource given) {
        this.clock = given;
        return this;
    }

    /**
     * What the plug-ins say of their DRMs. No store is opened.
     *
     * @throws PluginException if there is none, or they cannot work together
     */
    public DrmCatalogue drms() {
        if (plugins.isEmpty()) {
            throw new PluginException("there is no DRM plug-in, neither on the class path nor in the plug-in folder");
        }
        return DrmCatalogue.of(plugins, ImmutableSet.copyOf(settings.get(CoreSettings.PLUGINS_REQUIRED)));
    }

    /**
     * The provider of the store that the settings name, for work on the store itself.
     *
     * @throws SettingsException if no provider can open it
     */
    public StoreProvider store() {
        String url = settings.get(CoreSettings.STORE_URL);
        return folder.services(StoreProvider.class).stream()
                .filter(provider -> provider.serves(url))
                .findFirst()
                .orElseThrow(() -> new SettingsException(
                        CoreSettings.STORE_URL.name() + " names a kind of store that no provider can open"));
    }

    /**
     * Every setting that core, the calling adapter, the store and the plug-ins declare.
     *
     * @throws SettingsException if no provider can open the store
     * @throws PluginException if the plug-ins cannot work together
     */
    public ImmutableList<SettingKey<?>> settings() {
        return declared(store(), drms());
    }

    /**
     * Checks plug-ins and settings, opens the store and wires everything together. If something fails, what was opened
     * before is closed.
     *
     * @param access what for; it decides whether the store and a key ring are created, and whether old records are
     * removed
     * @throws PluginException if the plug-ins cannot work together
     * @throws SettingsException if a setting is unknown or has an invalid value
     * @throws org.symbolon.core.error.StoreUnavailableException if a store does not answer
     */
    public Symbolon open(StoreAccess access) {
        try {
            DrmCatalogue drms = drms();
            StoreProvider provider = store();
            settings.check(declared(provider, drms), otherComponents);
            return open(provider.open(settings, access), access);
        } catch (RuntimeException | Error e) {
            close(folder, e);
            throw e;
        }
    }

    private Symbolon open(Stores stores, StoreAccess access) {
        try {
            return access == StoreAccess.SERVICE
                    ? openService(builder(stores, access))
                    : builder(stores, access).build();
        } catch (RuntimeException | Error e) {
            close(stores, e);
            throw e;
        }
    }

    /** The service enters before it reads the accounts, so that no change falls between the two. */
    private Symbolon openService(SymbolonBuilder builder) {
        RunningServices.Presence presence = new RunningServices(settings.dataFolder()).enter();
        try {
            return builder.presence(presence).build();
        } catch (RuntimeException | Error e) {
            close(presence, e);
            throw e;
        }
    }

    private SymbolonBuilder builder(Stores stores, StoreAccess access) {
        SymbolonBuilder builder = Symbolon.builder()
                .licenseBases(CoreSettings.licenseBases(settings))
                .longestLicenseUrl(CoreSettings.longestLicenseUrl(settings))
                .settings(settings)
                .plugins(plugins)
                .folder(folder)
                .stores(stores)
                .actor(actor)
                .clock(clock)
                .shown(() -> store().status(settings), this::inForce)
                .keysPerAccount(settings.get(CoreSettings.KEYS_MAX))
                .recordIssued(settings.get(CoreSettings.RECORDS_ISSUED))
                .refreshInterval(settings.get(CoreSettings.REFRESH_INTERVAL));
        if (access == StoreAccess.SERVICE) {
            builder.recordRetention(settings.get(CoreSettings.RECORDS_KEEP));
        }
        return builder.makeKeyRing(access != StoreAccess.COMMAND);
    }

    private ImmutableList<SettingInForce> inForce() {
        return settings().stream()
                .map(key -> SettingInForce.of(key, settings))
                .collect(ImmutableList.toImmutableList());
    }

    /** A failure to close is added to the failure that made closing necessary, and does not replace it. */
    private static void close(AutoCloseable opened, Throwable failure) {
        try {
            opened.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private ImmutableList<SettingKey<?>> declared(StoreProvider provider, DrmCatalogue drms) {
        ImmutableList.Builder<SettingKey<?>> keys = ImmutableList.builder();
        keys.addAll(CoreSettings.all()).addAll(ownSettings).addAll(provider.settings());
        drms.all().forEach(drm -> keys.addAll(drm.settings()));
        return keys.build();
    }
}
