package org.symbolon.testing;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.SealedToken;

/**
 * A real {@link Symbolon} with stores in memory, one plug-in, one account and a clock that the test sets. Requests are
 * written as on the wire, but decoded: {@code level=1&kid=^k}.
 */
public final class TestService implements AutoCloseable {
    /** The time at which the clock starts. */
    public static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");

    /** The account. The DRM is enabled for it. */
    public static final AccountId ACCOUNT = new AccountId(201_722);

    /** The content key of a request that gives no key. */
    public static final ContentKey CONTENT_KEY = ContentKey.of(Bits.counting(0xa1, ContentKey.BYTES));

    /** The account's secret, in both environments. */
    static final AuthenticatorSecret SECRET =
            AuthenticatorSecret.parse(Hex.encode(Bits.counting(0x61, 16))).orElseThrow();

    private static final Splitter PAIRS = Splitter.on('&').omitEmptyStrings();
    private static final ImmutableList<String> KEY_NAMES = ImmutableList.of("kid", "contentKey", "kek", "ek");

    private final RecordingPlugin plugin;
    private final Symbolon symbolon;
    private Instant now = NOW;

    private TestService(DrmPlugin plugin, Settings settings) {
        this.plugin = new RecordingPlugin(plugin);
        this.symbolon = Symbolon.builder()
                .plugins(ImmutableList.of(this.plugin))
                .settings(settings)
                .clock(() -> now)
                .licenseBases(ImmutableMap.of(
                        Environment.PRODUCTION, "https://{drm}.example.com",
                        Environment.TEST, "https://{drm}.test.example.com"))
                .build();
        symbolon.accounts().change(ACCOUNT, none -> account(plugin.id()));
    }

    private static Account account(DrmId drm) {
        return Account.builder()
                .id(ACCOUNT)
                .putOptions(drm, DrmOption.ENABLED)
                .addAuthenticators(Authenticator.of(ACCOUNT, Environment.PRODUCTION, SECRET))
                .addAuthenticators(Authenticator.of(ACCOUNT, Environment.TEST, SECRET))
                .build();
    }

    /** Starts a service with the default settings. */
    public static TestService of(DrmPlugin plugin) {
        return of(plugin, Settings.inFolder(Path.of("data")));
    }

    /** Starts a service. */
    public static TestService of(DrmPlugin plugin, Settings settings) {
        return new TestService(plugin, settings);
    }

    /** The service itself, for everything that this class has no method for. */
    public Symbolon symbolon() {
        return symbolon;
    }

    /** Sets the clock. */
    public void at(Instant time) {
        now = time;
    }

    /** Stores a credential for the account. */
    public void put(NewCredential credential) {
        symbolon.credentials().put(CredentialId.of(ACCOUNT, plugin.id(), credential.name()), credential.secret());
    }

    /**
     * The parameters of a request. The account's authenticator is added if the request names none, and a key with its
     * id if no parameter of a key is given.
     *
     * @param query pairs {@code name=value} with {@code &} between them; the values are not percent-encoded
     */
    public static RequestParameters parameters(String query) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        List<String> pairs = PAIRS.splitToList(query);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            parameters.add(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        if (pairs.stream().noneMatch(pair -> pair.startsWith("customerAuthenticator"))) {
            parameters.add("customerAuthenticator", ACCOUNT + "," + Hex.encode(SECRET.reveal()));
        }
        if (pairs.stream().noneMatch(TestService::isOfAKey)) {
            parameters.add("kid", "^test").add("contentKey", Hex.encode(CONTENT_KEY.reveal()));
        }
        return parameters.build();
    }

    private static boolean isOfAKey(String pair) {
        return KEY_NAMES.stream().anyMatch(name -> pair.startsWith(name + "=") || pair.startsWith(name + "."));
    }

    /**
     * Issues a token for production.
     *
     * @param query see {@link #parameters}
     * @throws org.symbolon.core.issue.TokenRefusedException if none is issued
     */
    public IssuedToken issue(String query) {
        return issue(parameters(query));
    }

    /** Issues a token for production from parameters to which nothing is added. */
    public IssuedToken issue(RequestParameters parameters) {
        return symbolon.issuer().issue(TokenRequest.of(plugin.id(), Caller.of(Environment.PRODUCTION), parameters));
    }

    /** The violations of a request; none if a token is issued. */
    public ImmutableList<Violation> violations(String query) {
        return violations(parameters(query));
    }

    /** The violations of parameters to which nothing is added; none if a token is issued. */
    public ImmutableList<Violation> violations(RequestParameters parameters) {
        try {
            issue(parameters);
            return ImmutableList.of();
        } catch (RefusedException e) {
            return e.violations();
        }
    }

    /** The numbers of the violations' codes, in their order. */
    public ImmutableList<Integer> codes(String query) {
        return violations(query).stream()
                .map(violation -> violation.code().number())
                .collect(ImmutableList.toImmutableList());
    }

    /** The policy that the plug-in reads from a valid request. */
    public DrmPolicy policy(String query) {
        issue(query);
        return plugin.lastParsed();
    }

    /** What a token says. */
    public TokenClaims claims(IssuedToken token) {
        return symbolon.inspect(token.token()).orElseThrow().claims();
    }

    /** The policy that the plug-in reads back from a token. */
    public DrmPolicy policy(IssuedToken token) {
        boolean readable =
                symbolon.inspect(token.token()).orElseThrow().policy().isPresent();
        if (!readable) {
            throw new AssertionError("the plug-in cannot read the policy of its own token");
        }
        return plugin.lastDecoded();
    }

    /**
     * Redeems a token for production.
     *
     * @throws RedemptionRefusedException if there is no licence
     */
    public License redeem(SealedToken token, Challenge challenge) {
        return symbolon.redeem(endpoint(), token, challenge);
    }

    /** The refusal of a redemption; empty if there is a licence. */
    public Optional<RedemptionRefusedException> refusal(SealedToken token, Challenge challenge) {
        try {
            redeem(token, challenge);
            return Optional.empty();
        } catch (RedemptionRefusedException e) {
            return Optional.of(e);
        }
    }

    /**
     * The document that the DRM serves to the players of the account.
     *
     * @param parameters those of its URL, without the token
     * @throws RedemptionRefusedException if there is none
     */
    public DrmAnswer document(SealedToken token, ImmutableListMultimap<String, String> parameters) {
        return symbolon.redeemer().open(endpoint(), token).document(parameters);
    }

    private LicenseEndpoint endpoint() {
        return new LicenseEndpoint(plugin.id(), Environment.PRODUCTION);
    }

    /** What the plug-in threw although its methods do not declare it. */
    ImmutableList<Throwable> faults() {
        return plugin.faults();
    }

    @Override
    public void close() {
        symbolon.close();
    }
}
