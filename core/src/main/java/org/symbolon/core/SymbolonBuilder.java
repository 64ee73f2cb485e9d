package org.symbolon.core;

import static java.security.DrbgParameters.Capability.RESEED_ONLY;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.account.RunningServices;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationParts;
import org.symbolon.core.administration.SettingInForce;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.internal.audit.AuditLog;
import org.symbolon.core.internal.audit.AuditedStores;
import org.symbolon.core.internal.drm.DrmRegistry;
import org.symbolon.core.internal.record.RecordWriter;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.runtime.PluginFolder;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.LicenseUrls;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.key.KeyLookup;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * Wires a {@link Symbolon} together. Only the licence bases are required; everything else has a default. A builder is
 * used once.
 */
public final class SymbolonBuilder {
    private ImmutableMap<Environment, String> licenseBases = ImmutableMap.of();
    private int longestLicenseUrl = Integer.MAX_VALUE;
    private Optional<ImmutableList<DrmPlugin>> plugins = Optional.empty();
    private ImmutableSet<DrmId> requiredDrms = ImmutableSet.of();
    private PluginFolder folder = PluginFolder.none(Symbolon.class.getClassLoader());
    private Stores stores = new InMemoryStores();
    private Optional<KeyLookup> keyLookup = Optional.empty();
    private Settings settings = Settings.inFolder(Path.of("data"));
    private SecureRandom random = strongRandom();
    private InstantSource clock = InstantSource.system();
    private Optional<Duration> refreshInterval = Optional.empty();
    private Optional<Duration> recordRetention = Optional.empty();
    private boolean recordIssued = true;
    private long keysPerAccount = Long.MAX_VALUE;
    private boolean makeKeyRing = true;
    private Optional<RunningServices.Presence> presence = Optional.empty();
    private Actor actor = Actor.process();
    private final AdministrationParts.Builder administration = AdministrationParts.builder();

    SymbolonBuilder() {}

    /**
     * A source of keys: the platform's DRBG (NIST SP 800-90A) with a strength of 256 bits, which it has only when asked
     * for it. It costs a third of the platform's usual source.
     */
    public static SecureRandom strongRandom() {
        try {
            return SecureRandom.getInstance("DRBG", DrbgParameters.instantiation(256, RESEED_ONLY, null));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no DRBG of 256 bits to draw keys from", e);
        }
    }

    /**
     * How licence URLs begin, for each environment, without a slash at the end: {@code
     * https://{drm}.service.example.com}. Required.
     *
     * @param bases {@code {drm}} is replaced by the id of the DRM
     */
    public SymbolonBuilder licenseBases(ImmutableMap<Environment, String> bases) {
        this.licenseBases = bases;
        return this;
    }

    /**
     * The most characters that a licence URL may have, because the server at which it is redeemed takes no more. A
     * request whose token would need more is refused. Without a bound by default.
     */
    public SymbolonBuilder longestLicenseUrl(int characters) {
        this.longestLicenseUrl = characters;
        return this;
    }

    /** The DRM plug-ins; by default all that {@link java.util.ServiceLoader} finds on the class path. */
    public SymbolonBuilder plugins(List<DrmPlugin> only) {
        this.plugins = Optional.of(ImmutableList.copyOf(only));
        return this;
    }

    /** The DRMs without whose plug-ins nothing starts; none by default. */
    public SymbolonBuilder requiredDrms(Set<DrmId> required) {
        this.requiredDrms = ImmutableSet.copyOf(required);
        return this;
    }

    /** The stores, which the new object closes; in memory by default. */
    public SymbolonBuilder stores(Stores opened) {
        this.stores = opened;
        return this;
    }

    /**
     * Where keys are found that requests name without sending them; by default the key storage of the {@link #stores}.
     */
    public SymbolonBuilder keyLookup(KeyLookup lookup) {
        this.keyLookup = Optional.of(lookup);
        return this;
    }

    /** The settings of plug-ins; their defaults by default. */
    public SymbolonBuilder settings(Settings given) {
        this.settings = given;
        return this;
    }

    /** The source of token ids and keys; by default {@link #strongRandom}. */
    public SymbolonBuilder random(SecureRandom source) {
        this.random = source;
        return this;
    }

    /** The clock; the system's by default. */
    public SymbolonBuilder clock(InstantSource given) {
        this.clock = given;
        return this;
    }

    /**
     * How often accounts, credentials and key ring are read again, because others change them; never by default.
     *
     * @param interval from a millisecond to 100 years
     */
    public SymbolonBuilder refreshInterval(Duration interval) {
        this.refreshInterval = Optional.of(requireSensible(interval));
        return this;
    }

    /**
     * How long records are kept; by default this object removes none.
     *
     * @param kept from a millisecond to 100 years
     */
    public SymbolonBuilder recordRetention(Duration kept) {
        this.recordRetention = Optional.of(requireSensible(kept));
        return this;
    }

    /** Fails here and not in a background thread, which would fail again and again. */
    private static Duration requireSensible(Duration duration) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException("must be from a millisecond to 100 years, not " + duration);
        }
        return duration;
    }

    /** Whether issued tokens are recorded; true by default. Refusals and redemptions are recorded in any case. */
    public SymbolonBuilder recordIssued(boolean wanted) {
        this.recordIssued = wanted;
        return this;
    }

    /** How many keys an account may store, in both environments together; any number by default. */
    public SymbolonBuilder keysPerAccount(long most) {
        this.keysPerAccount = most;
        return this;
    }

    /** Who makes the changes that this object makes in nobody else's name; {@link Actor#process} by default. */
    public SymbolonBuilder actor(Actor given) {
        this.actor = given;
        return this;
    }

    /** How administrators see the state of the store, and the settings in force. */
    SymbolonBuilder shown(Supplier<StoreStatus> status, Supplier<ImmutableList<SettingInForce>> inForce) {
        administration.status(status).settings(inForce);
        return this;
    }

    /** Whether a key ring is made if there is none; true by default. */
    SymbolonBuilder makeKeyRing(boolean wanted) {
        this.makeKeyRing = wanted;
        return this;
    }

    /** Where commands see which changes of accounts are in force here; the new object closes it. */
    SymbolonBuilder presence(RunningServices.Presence entered) {
        this.presence = Optional.of(entered);
        return this;
    }

    /** Where plug-ins find what others deliver for them. */
    SymbolonBuilder folder(PluginFolder found) {
        this.folder = found;
        return this;
    }

    /**
     * Wires everything together and starts the background work: the writer of records and, if there is an interval, the
     * refresher. If something fails, what was created before is closed, but not the stores.
     *
     * @throws IllegalStateException if there are no licence bases
     * @throws org.symbolon.core.drm.PluginException if the plug-ins cannot work together
     * @throws org.symbolon.core.error.StoreUnavailableException if a store does not answer
     */
    public Symbolon build() {
        if (licenseBases.isEmpty()) {
            throw new IllegalStateException("licenseBases is required: it says where players redeem tokens");
        }
        DrmRegistry drms = DrmRegistry.create(
                plugins.orElseGet(() -> folder.services(DrmPlugin.class)),
                requiredDrms,
                new Context(settings, clock, random, folder));
        try {
            return wire(drms);
        } catch (RuntimeException e) {
            drms.close();
            throw e;
        }
    }

    private Symbolon wire(DrmRegistry drms) {
        AuditLog log = new AuditLog(
                stores.administration(),
                clock,
                new AuditLog.Author(actor.name(), actor.place(), !actor.equals(Actor.process())));
        Stores audited = new AuditedStores(stores, log, (drm, name) -> isSecret(drms, drm, name));
        KeyRingStore ring = audited.keyRing();
        if (makeKeyRing && ring.read().isEmpty()) {
            ring.change(made -> made.orElseGet(() -> KeyRing.of(RingKey.random(random, clock.instant()))));
        }
        RecordWriter records = new RecordWriter(stores.records(), clock, recordRetention);
        TokenIds ids = new TokenIds(random);
        Services services = Services.builder()
                .drms(drms)
                .accounts(directory(audited))
                .balance(stores.balance())
                .keys(keyLookup.orElseGet(stores::keys))
                .managedKeks(new ManagedKeks(ring, clock))
                .credentials(new Credentials(audited.credentials(), ring, clock))
                .sealer(new TokenSealer(ring))
                .transactions(new Transactions(records, recordIssued, ids))
                .ids(ids)
                .urls(new LicenseUrls(licenseBases, drms.catalogue().ids(), longestLicenseUrl))
                .clock(clock)
                .build();
        KeyService keys = new KeyService(audited.keys(), keysPerAccount, random, clock);
        Symbolon wired = new Symbolon(
                services,
                records,
                folder,
                administration
                        .services(services)
                        .stores(audited)
                        .log(log)
                        .keys(keys)
                        .random(random)
                        .build());
        wired.start(refreshInterval, presence);
        return wired;
    }

    private static boolean isSecret(DrmRegistry drms, DrmId drm, String parameter) {
        return drms.catalogue()
                .find(drm)
                .flatMap(known -> known.parameter(parameter))
                .map(Parameter::secret)
                .orElse(true);
    }

    private AccountDirectory directory(Stores audited) {
        return new AccountDirectory(
                audited.accounts(), revision -> presence.ifPresent(entered -> entered.hasRead(revision)));
    }

    private record Context(Settings settings, InstantSource clock, SecureRandom random, PluginFolder folder)
            implements DrmContext {
        @Override
        public <S> ImmutableList<S> services(Class<S> service) {
            return folder.services(service);
        }
    }
}
