package org.symbolon.core;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Caller;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.account.RunningServices;
import org.symbolon.core.administration.Administration;
import org.symbolon.core.administration.AdministrationParts;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.PluginFailedException;
import org.symbolon.core.drm.TypedTokenRequest;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.record.RecordWriter;
import org.symbolon.core.internal.runtime.CredentialExamination;
import org.symbolon.core.internal.runtime.PluginFolder;
import org.symbolon.core.internal.runtime.Readiness;
import org.symbolon.core.internal.runtime.Refresher;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.OpenedToken;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.TokenRedeemer;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;

/**
 * The product as one object. Embedders make one with {@link #builder}; adapters open one with {@link SymbolonLoader}.
 * Safe for use by many threads. Close it when it is no longer used.
 */
public final class Symbolon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Symbolon.class);

    private final Services services;
    private final Stores stores;
    private final RecordWriter records;
    private final PluginFolder folder;
    private final KeyService keys;
    private final Administration administration;
    private final TokenIssuer issuer;
    private final TokenRedeemer redeemer;
    private final Measures measures;
    private final Readiness storeReadiness;
    private final Readiness ringReadiness;
    private Optional<Refresher> refresher = Optional.empty();
    private Optional<RunningServices.Presence> presence = Optional.empty();

    Symbolon(Services services, RecordWriter records, PluginFolder folder, AdministrationParts parts) {
        this.services = services;
        this.stores = parts.stores();
        this.administration = new Administration(parts);
        this.storeReadiness = new Readiness(stores::problem);
        this.ringReadiness = new Readiness(stores.keyRing()::problem);
        this.measures = new Measures(services, records, stores);
        this.records = records;
        this.folder = folder;
        this.keys = parts.keys();
        this.issuer = new TokenIssuer(services);
        this.redeemer = new TokenRedeemer(services);
    }

    /** Starts the background work. */
    void start(Optional<Duration> refreshInterval, Optional<RunningServices.Presence> entered) {
        presence = entered;
        records.start();
        ImmutableMap<String, Runnable> refreshes = ImmutableMap.of(
                "store", storeReadiness::refresh,
                "ring", ringReadiness::refresh,
                "accounts", services.accounts()::refresh,
                "keyring", services.sealer()::refresh,
                "credentials", services.credentials()::refresh,
                "balances", measures::refresh);
        refresher = refreshInterval.map(interval -> Refresher.start(refreshes, interval));
    }

    /** Begins with stores in memory and the plug-ins on the class path. The licence bases have to be set. */
    public static SymbolonBuilder builder() {
        return new SymbolonBuilder();
    }

    /**
     * Issues a token for a caller within the process. Accounts that list networks refuse it; see the method with an
     * address.
     *
     * @throws org.symbolon.core.issue.TokenRefusedException if no token is issued
     */
    public IssuedToken issue(Environment environment, TypedTokenRequest request) {
        return issue(Caller.of(environment), request);
    }

    /**
     * Issues a token for a caller with an address.
     *
     * @throws org.symbolon.core.issue.TokenRefusedException if no token is issued
     */
    public IssuedToken issue(Environment environment, InetAddress address, TypedTokenRequest request) {
        return issue(Caller.of(environment, address), request);
    }

    private IssuedToken issue(Caller caller, TypedTokenRequest request) {
        return issuer.issue(TokenRequest.of(request.drm(), caller, request.parameters()));
    }

    /**
     * Redeems a token. May wait for a service that the DRM asks.
     *
     * @param token the text that was sent as a token
     * @param challenge what the player posted
     * @throws org.symbolon.core.redeem.RedemptionRefusedException if there is no licence for it
     */
    public License redeem(LicenseEndpoint endpoint, SealedToken token, Challenge challenge) {
        return redeemer.redeem(endpoint, token, challenge);
    }

    /** Issues tokens from raw parameters, also in two steps for callers that must not block. */
    public TokenIssuer issuer() {
        return issuer;
    }

    /** Redeems tokens, also in two steps for callers that must not block. */
    public TokenRedeemer redeemer() {
        return redeemer;
    }

    /** Finds the account that makes a request. */
    public Authentication authentication() {
        return new Authentication(services.accounts());
    }

    /** The accounts. */
    public AccountDirectory accounts() {
        return services.accounts();
    }

    /** The balances of metered accounts. */
    public TokenBalance balance() {
        return stores.balance();
    }

    /** The key storage service. */
    public KeyService keys() {
        return keys;
    }

    /** The KEKs that are kept for accounts. */
    public ManagedKeks managedKeks() {
        return services.managedKeks();
    }

    /** What plug-ins need to make licences. */
    public Credentials credentials() {
        return services.credentials();
    }

    /**
     * The records of issued tokens, redemptions and refusals that are written by now, the youngest first.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer
     */
    public ImmutableList<TransactionRecord> records(RecordQuery query) {
        return stores.records().find(query);
    }

    /**
     * What is wrong with the stores for good, such as a file that has vanished; empty if nothing is. It is found out
     * when accounts are read again, so it is always empty without a refresh interval. While there is a problem, a load
     * balancer should send requests elsewhere.
     */
    public Optional<String> problem() {
        return storeReadiness.problem().or(ringReadiness::problem);
    }

    /** Everything that must work, for whoever watches the service. Some of it is found out at the refresh interval. */
    public ImmutableList<Condition> conditions() {
        return ImmutableList.of(
                new Condition("store", storeReadiness::problem, true),
                new Condition("keyring", ringReadiness::problem, true),
                new Condition(
                        "accounts", () -> refreshProblem("accounts").or(() -> refreshProblem("credentials")), false),
                new Condition("leases", services.balance()::problem, false),
                new Condition("records", this::recordsProblem, false));
    }

    private Optional<String> refreshProblem(String name) {
        return refresher.flatMap(running -> running.problem(name));
    }

    private Optional<String> recordsProblem() {
        return records.storeIsAway()
                ? Optional.of("records cannot be written, and " + records.waiting() + " wait for the store")
                : Optional.empty();
    }

    /**
     * What administrators do, in their names. Changes that are made beside it are in the audit log too, in the name of
     * {@link SymbolonBuilder#actor}.
     */
    public Administration administration() {
        return administration;
    }

    /** What a monitor can know. */
    public Measures measures() {
        return measures;
    }

    /** What is known of the DRMs and of all error codes. */
    public DrmCatalogue drms() {
        return services.drms().catalogue();
    }

    /** The simulated device of a DRM; empty if it has none. */
    public Optional<DeviceSimulator> simulator(DrmId drm) {
        return services.drms().simulator(drm);
    }

    /**
     * Examines what licences need: whether accounts have credentials, and what plug-ins say of them.
     *
     * @param asksServices whether licence services are asked whether they answer
     */
    public ImmutableList<Finding> examine(boolean asksServices) {
        return new CredentialExamination(services, asksServices).run();
    }

    /** Starts the demonstration of a DRM, which the caller closes; empty if it has none. */
    public Optional<Demo> startDemo(DrmId drm) {
        return services.drms().startDemo(drm);
    }

    /**
     * Opens a token without redeeming it; empty for text that is not a token of this service.
     *
     * @throws MalformedFieldsException if the token has claims that this release does not know and must not ignore
     */
    public Optional<TokenInspection> inspect(SealedToken token) {
        return services.sealer()
                .open(token)
                .map(opened -> new TokenInspection(opened.content(), opened.sealedUnder(), policy(opened)));
    }

    private Optional<ImmutableListMultimap<String, String>> policy(OpenedToken opened) {
        TokenContent content = opened.content();
        try {
            Optional<Drm> drm = services.drms().find(content.drm());
            return drm.map(known -> known.parameters(known.decode(content)));
        } catch (MalformedFieldsException newer) {
            return Optional.empty();
        } catch (PluginFailedException e) {
            LOG.error("the rules of the token {} cannot be shown", content.id(), e);
            return Optional.empty();
        }
    }

    /** The key ring. A change through this object is in force in this process at once. */
    public KeyRingStore keyRing() {
        KeyRingStore ring = stores.keyRing();
        return new KeyRingStore() {
            @Override
            public Optional<KeyRing> read() {
                return ring.read();
            }

            @Override
            public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
                KeyRing changed = ring.change(change);
                services.sealer().refresh();
                return changed;
            }
        };
    }

    /** Stops the background work, writes the records that are left, and closes plug-ins and stores. */
    @Override
    public void close() {
        refresher.ifPresent(Refresher::close);
        presence.ifPresent(RunningServices.Presence::close);
        records.close();
        try (folder;
                stores) {
            services.drms().close();
        }
    }
}
