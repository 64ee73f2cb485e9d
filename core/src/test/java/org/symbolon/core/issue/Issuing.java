package org.symbolon.core.issue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.symbolon.core.Bits;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.InMemoryAccounts;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.Violation;
import org.symbolon.core.key.InMemoryKeys;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyLookup;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.record.TransactionRecord;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.KeyRingStore;
import org.symbolon.core.token.ManagedKeks;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.RingKeyId;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.SealingKey;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenIds;
import org.symbolon.core.token.TokenSealer;

/**
 * An issuer over in-memory stores with one account and two fake DRMs. Requests are written as on the wire ({@code kid=^k&level=1}), with
 * words in capitals for the texts that tests share.
 */
final class Issuing {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    static final AccountId ACCOUNT = new AccountId(201722);
    static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    static final String TEST_SECRET = "2ad8eed133edf43cbcc185f0236828ae";

    /** The vector of RFC 3394 section 4.1, and a second content key. */
    static final ImmutableMap<String, String> WORDS = ImmutableMap.of(
            "AUTH", "customerAuthenticator=" + ACCOUNT + "," + SECRET,
            "KEY", "00112233445566778899aabbccddeeff",
            "OTHERKEK", "ff0102030405060708090a0b0c0d0e0f",
            "KEK", "000102030405060708090a0b0c0d0e0f",
            "EK", "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");

    final InMemoryAccounts store = new InMemoryAccounts();
    final AccountDirectory accounts = new AccountDirectory(store);
    final TokenSealer sealer;
    final List<TransactionRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final ManagedKeks managedKeks;
    private final FakeDrm drm;
    private final DrmRegistry drms;
    private Instant now = NOW;
    private KeyLookup keys = new InMemoryKeys();
    private IssuingContext context;

    Issuing(FakeDrm drm) {
        this.drm = drm;
        KeyRingStore ring = KeyRingStore.inMemory();
        SealingKey key = SealingKey.of(Bits.counting(0, SealingKey.BYTES));
        ring.change(none -> KeyRing.of(new RingKey(new RingKeyId(1), key, Instant.EPOCH)));
        this.sealer = new TokenSealer(ring);
        this.managedKeks = new ManagedKeks(ring, () -> now);
        this.drms = DrmRegistry.of(
                List.of(drm),
                Set.of(),
                new DrmContext(
                        Settings.inFolder(Path.of("data")),
                        () -> now,
                        new SecureRandom(),
                        Issuing.class.getClassLoader()));
        accounts.change(ACCOUNT, none -> account());
        this.context = context(keys);
    }

    private Account account() {
        return Account.builder()
                .id(ACCOUNT)
                .putOptions(drm.id(), DrmOption.ENABLED)
                .addAuthenticators(authenticator(Environment.PRODUCTION, SECRET))
                .addAuthenticators(authenticator(Environment.TEST, TEST_SECRET))
                .build();
    }

    private static Authenticator authenticator(Environment environment, String secret) {
        return Authenticator.of(
                ACCOUNT, environment, AuthenticatorSecret.parse(secret).orElseThrow());
    }

    private IssuingContext context(KeyLookup storage) {
        return IssuingContext.builder()
                .drms(drms)
                .accounts(accounts)
                .balance(store)
                .keys(storage)
                .managedKeks(managedKeks)
                .sealer(sealer)
                .records(records::add)
                .ids(new TokenIds(new SecureRandom()))
                .urls(new LicenseUrls(
                        ImmutableMap.of(
                                Environment.PRODUCTION, "https://{drm}.example.com",
                                Environment.TEST, "http://localhost:8080"),
                        drms.ids()))
                .clock(() -> now)
                .build();
    }

    Issuing with(UnaryOperator<Account.Builder> change) {
        accounts.change(
                ACCOUNT,
                before -> change.apply(Account.builder().from(before.orElseThrow()))
                        .build());
        return this;
    }

    Issuing metered(long tokens) {
        with(account -> account.metered(true));
        store.set(ACCOUNT, tokens);
        return this;
    }

    Issuing storing(KeyLookup storage) {
        keys = storage;
        context = context(keys);
        return this;
    }

    /** Keeps the KEK of a word for the account. */
    Issuing managing(String word) {
        KeyEncryptionKey kek = KeyEncryptionKey.parse(WORDS.get(word)).value();
        return with(account -> account.sealedKek(managedKeks.seal(ACCOUNT, kek)));
    }

    Issuing surrounding(UnaryOperator<IssuingContext.Builder> change) {
        context = change.apply(IssuingContext.builder().from(context)).build();
        return this;
    }

    Issuing at(Instant time) {
        now = time;
        return this;
    }

    TokenIssuer issuer() {
        return new TokenIssuer(context);
    }

    TokenRequest.Builder request(String query) {
        return TokenRequest.builder()
                .drm(drm.id())
                .environment(Environment.PRODUCTION)
                .parameters(parameters(query));
    }

    IssuedToken issue(String query) {
        return issuer().issue(request(query).build());
    }

    /** What the token of a request says. */
    TokenClaims claims(String query) {
        return claims(issue(query));
    }

    TokenClaims claims(IssuedToken token) {
        String url = token.licenseUrl();
        return sealer.open(new SealedToken(url.substring(url.indexOf('=') + 1)))
                .orElseThrow()
                .claims();
    }

    /** {@code issued}, or the numbers of the violations in their order. */
    String outcome(String query) {
        return outcome(request(query).build());
    }

    String outcome(TokenRequest request) {
        return refusal(request)
                .map(refusal -> refusal.violations().stream()
                        .map(violation -> Integer.toString(violation.code().number()))
                        .collect(Collectors.joining(" ")))
                .orElse("issued");
    }

    /** The one violation of a request. */
    Violation violation(String query) {
        List<Violation> all = refusal(request(query).build()).orElseThrow().violations();
        if (all.size() != 1) {
            throw new AssertionError("there is not one violation: " + all);
        }
        return all.get(0);
    }

    Optional<TokenRefusedException> refusal(TokenRequest request) {
        try {
            issuer().issue(request);
            return Optional.empty();
        } catch (TokenRefusedException e) {
            return Optional.of(e);
        }
    }

    /** Parameters as on the wire, but decoded already. */
    static RequestParameters parameters(String query) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (String pair : Splitter.on('&').omitEmptyStrings().split(spelledOut(query))) {
            int equals = pair.indexOf('=');
            parameters.add(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return parameters.build();
    }

    private static String spelledOut(String query) {
        String text = query;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            text = text.replace(word.getKey(), word.getValue());
        }
        return text;
    }
}
