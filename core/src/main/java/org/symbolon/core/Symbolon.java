package org.symbolon.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.TokenBalance;
import org.symbolon.core.credential.Credentials;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.IssuingContext;
import org.symbolon.core.issue.LicenseUrls;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.issue.TypedTokenRequest;
import org.symbolon.core.key.KeyService;
import org.symbolon.core.record.RecordSink;
import org.symbolon.core.record.Records;
import org.symbolon.core.redeem.RedeemingContext;
import org.symbolon.core.redeem.TokenRedeemer;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.Stores;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.KeyRingStore;
import org.symbolon.core.token.ManagedKeks;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.TokenIds;
import org.symbolon.core.token.TokenSealer;

/**
 * Everything wired together. Embedders build one ({@link #builder}), with stores of their own or in memory; adapters open one from
 * settings ({@link #open}), which loads stores and plug-ins by {@link ServiceLoader}. Safe for use by many threads.
 */
public final class Symbolon implements AutoCloseable {
    private final SymbolonParts parts;
    private final DrmRegistry drms;
    private final AccountDirectory accounts;
    private final TokenSealer sealer;
    private final ManagedKeks managedKeks;
    private final KeyService keys;
    private final Credentials credentials;
    private final Records records;
    private final TokenIssuer issuer;
    private final TokenRedeemer redeemer;
    private final Optional<Refresher> refresher;

    Symbolon(SymbolonParts parts) {
        this.parts = parts;
        this.drms = drms(parts);
        this.accounts = new AccountDirectory(parts.stores().accounts());
        this.sealer = new TokenSealer(keyRing(parts));
        this.managedKeks = new ManagedKeks(parts.stores().keyRing(), parts.clock());
        this.credentials =
                new Credentials(parts.stores().credentials(), parts.stores().keyRing(), parts.clock());
        this.records = new Records(
                parts.stores().records(), parts.clock(), parts.settings().get(CoreSettings.RECORDS_KEEP));
        TokenIds ids = new TokenIds(parts.random());
        this.keys = new KeyService(parts.stores().keys(), parts.random(), parts.clock());
        this.issuer = new TokenIssuer(IssuingContext.builder()
                .drms(drms)
                .accounts(accounts)
                .balance(balance())
                .keys(parts.keyLookup())
                .managedKeks(managedKeks)
                .sealer(sealer)
                .records(recordsOfIssues(parts))
                .ids(ids)
                .urls(new LicenseUrls(parts.licenseBases(), drms.ids()))
                .clock(parts.clock())
                .build());
        this.redeemer = new TokenRedeemer(RedeemingContext.builder()
                .drms(drms)
                .accounts(accounts)
                .credentials(credentials)
                .sealer(sealer)
                .records(records)
                .ids(ids)
                .clock(parts.clock())
                .build());
        this.refresher = parts.refreshInterval()
                .map(interval -> new Refresher(
                        ImmutableList.of(accounts::refresh, sealer::refresh, credentials::refresh), interval));
    }

    /**
     * Opens the stores that the settings name, makes a key ring where there is none, and loads the plug-ins.
     *
     * @param own the settings that the calling adapter declares; with those of core, stores and plug-ins they are all there are
     * @param elsewhere components whose settings belong to another process
     * @throws SettingsException if a setting is unknown or makes no sense
     * @throws org.symbolon.core.drm.PluginException if the plug-ins cannot serve together
     * @throws org.symbolon.core.error.StoreUnavailableException if a store does not answer
     */
    public static Symbolon open(Settings settings, ImmutableList<SettingKey<?>> own, ImmutableSet<String> elsewhere) {
        ClassLoader loader = loader(settings);
        ImmutableList<DrmPlugin> plugins = DrmRegistry.find(loader);
        StoreProvider provider = storeProvider(settings, loader);
        settings.check(declared(own, provider, plugins), elsewhere);
        Stores stores = provider.open(settings);
        try {
            return builder()
                    .settings(settings)
                    .plugins(plugins)
                    .pluginLoader(loader)
                    .requiredDrms(settings.get(CoreSettings.PLUGINS_REQUIRED))
                    .stores(stores)
                    .refreshInterval(settings.get(CoreSettings.REFRESH_INTERVAL))
                    .build();
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /**
     * The DRMs alone, with what can be said of them: no store is opened, and nothing is made.
     *
     * @throws org.symbolon.core.drm.PluginException if the plug-ins cannot serve together
     */
    public static DrmRegistry loadDrms(Settings settings) {
        ClassLoader loader = loader(settings);
        return drms(builder()
                .settings(settings)
                .plugins(DrmRegistry.find(loader))
                .pluginLoader(loader)
                .requiredDrms(settings.get(CoreSettings.PLUGINS_REQUIRED))
                .parts());
    }

    private static DrmRegistry drms(SymbolonParts parts) {
        return DrmRegistry.of(parts.plugins(), parts.requiredDrms(), context(parts));
    }

    private RecordSink recordsOfIssues(SymbolonParts used) {
        return used.settings().get(CoreSettings.RECORDS_ISSUED)
                ? records
                : added -> {
                    if (!added.granted()) {
                        records.add(added);
                    }
                };
    }

    private static DrmContext context(SymbolonParts parts) {
        return new DrmContext(parts.settings(), parts.clock(), parts.random(), parts.pluginLoader());
    }

    private static ClassLoader loader(Settings settings) {
        return PluginFolder.loader(
                settings.dataFolder().resolve(settings.get(CoreSettings.PLUGINS_FOLDER)),
                Symbolon.class.getClassLoader());
    }

    /**
     * What opens the store that the settings name; for work on the store itself.
     *
     * @throws SettingsException if nothing serves such a store
     */
    public static StoreProvider storeProvider(Settings settings) {
        return storeProvider(settings, loader(settings));
    }

    private static StoreProvider storeProvider(Settings settings, ClassLoader loader) {
        String url = settings.get(CoreSettings.STORE_URL);
        try {
            return ServiceLoader.load(StoreProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(provider -> provider.serves(url))
                    .findFirst()
                    .orElseThrow(() -> new SettingsException(CoreSettings.STORE_URL.name()
                            + " names a kind of store that nothing on the class path serves"));
        } catch (ServiceConfigurationError e) {
            throw new SettingsException("a store cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static ImmutableList<SettingKey<?>> declared(
            ImmutableList<SettingKey<?>> own, StoreProvider provider, ImmutableList<DrmPlugin> plugins) {
        ImmutableList.Builder<SettingKey<?>> keys = ImmutableList.builder();
        keys.addAll(CoreSettings.all()).addAll(own).addAll(provider.settings());
        plugins.forEach(plugin -> keys.addAll(plugin.settings()));
        return keys.build();
    }

    /** Issues a token for a caller in the same process; see {@link TokenIssuer#issue}. */
    public IssuedToken issue(Environment environment, TypedTokenRequest request) {
        return issuer.issue(TokenRequest.builder()
                .drm(request.drm())
                .environment(environment)
                .parameters(request.parameters())
                .build());
    }

    public TokenIssuer issuer() {
        return issuer;
    }

    public TokenRedeemer redeemer() {
        return redeemer;
    }

    /** What DRMs make licences with. */
    public Credentials credentials() {
        return credentials;
    }

    /** What became of tokens. */
    public Records records() {
        return records;
    }

    /** What plug-ins are given; for those of their abilities that are asked for by hand. */
    public DrmContext drmContext() {
        return context(parts);
    }

    public AccountDirectory accounts() {
        return accounts;
    }

    public TokenBalance balance() {
        return parts.stores().balance();
    }

    /** The key storage service. */
    public KeyService keys() {
        return keys;
    }

    /** The KEKs that are kept for accounts. */
    public ManagedKeks managedKeks() {
        return managedKeks;
    }

    public DrmRegistry drms() {
        return drms;
    }

    /** What opens tokens, as a service that redeems them does. */
    public TokenSealer sealer() {
        return sealer;
    }

    /** The key ring; a change made through this is in force here at once. */
    public KeyRingStore keyRing() {
        KeyRingStore ring = parts.stores().keyRing();
        return new KeyRingStore() {
            @Override
            public Optional<KeyRing> read() {
                return ring.read();
            }

            @Override
            public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
                KeyRing changed = ring.change(change);
                sealer.refresh();
                return changed;
            }
        };
    }

    /** The ring of the stores, made now where there is none yet. */
    private static KeyRingStore keyRing(SymbolonParts parts) {
        KeyRingStore ring = parts.stores().keyRing();
        if (ring.read().isEmpty()) {
            ring.change(made -> made.orElseGet(() ->
                    KeyRing.of(RingKey.random(parts.random(), parts.clock().instant()))));
        }
        return ring;
    }

    /** Ends what runs in the background, and closes the stores. */
    @Override
    public void close() {
        refresher.ifPresent(Refresher::close);
        records.close();
        parts.stores().close();
    }

    /** Begins with the plug-ins on the class path, stores in memory, and licence URLs on the local machine. */
    public static SymbolonParts.Builder builder() {
        return new SymbolonParts.Builder();
    }
}
