package org.symbolon.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.key.KeyLookup;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.store.Stores;

/** What a {@link Symbolon} is made of; everything has a default, which {@link Symbolon#builder} begins with. */
@Value.Immutable
@Value.Style(build = "parts", visibility = Value.Style.ImplementationVisibility.PACKAGE)
public abstract class SymbolonParts {

    /** The DRM plug-ins; those on the class path by default. */
    @Value.Default
    public ImmutableList<DrmPlugin> plugins() {
        return DrmRegistry.find(Symbolon.class.getClassLoader());
    }

    /** Where plug-ins find what others bring for them, such as FairPlay's D function; core's own class loader by default. */
    @Value.Default
    public ClassLoader pluginLoader() {
        return Symbolon.class.getClassLoader();
    }

    /** The DRMs without whose plug-ins nothing starts; none by default. */
    public abstract Set<DrmId> requiredDrms();

    /** Accounts, balances, keys, credentials, records and key ring; in memory by default. */
    @Value.Default
    public Stores stores() {
        return new InMemoryStores();
    }

    /** Where token requests find the keys that they only name; the key storage among the {@link #stores} by default. */
    @Value.Default
    public KeyLookup keyLookup() {
        return stores().keys();
    }

    /** Settings for the plug-ins, and where licence URLs lead; the defaults by default. */
    @Value.Default
    public Settings settings() {
        return Settings.inFolder(Path.of("data"));
    }

    /** What licence URLs begin with, as {@code rights.url.*} says; {@code {drm}} stands for the DRM's id. */
    @Value.Default
    public ImmutableMap<Environment, String> licenseBases() {
        return CoreSettings.licenseBases(settings());
    }

    /** The source of token ids and keys; by default the platform's DRBG (NIST SP 800-90A), which costs a third of its usual source. */
    @Value.Default
    public SecureRandom random() {
        try {
            return SecureRandom.getInstance("DRBG");
        } catch (NoSuchAlgorithmException e) {
            return new SecureRandom();
        }
    }

    /** The time; the system's by default. */
    @Value.Default
    public InstantSource clock() {
        return InstantSource.system();
    }

    /** How often to look for changes that others made to accounts and key ring; never by default, since stores in memory are nobody else's. */
    public abstract Optional<Duration> refreshInterval();

    /** Says what is to be wired together; used once. */
    public static final class Builder extends ImmutableSymbolonParts.Builder {
        /**
         * Wires it together.
         *
         * @throws org.symbolon.core.drm.PluginException if the plug-ins cannot serve together
         */
        public Symbolon build() {
            return new Symbolon(parts());
        }
    }
}
