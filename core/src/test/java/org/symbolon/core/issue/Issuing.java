package org.symbolon.core.issue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.symbolon.core.TestBytes;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Caller;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.FakeContext;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.drm.DrmRegistry;
import org.symbolon.core.internal.record.RecordWriter;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.LicenseUrls;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.internal.usage.UsageCounter;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.key.KeyLookup;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.SealedToken;

/**
 * An issuer over in-memory stores with one account and two fake DRMs. Requests are written as on the wire ({@code
 * kid=^k&level=1}), with words in capitals for the texts that tests share.
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

    final TokenSealer sealer;
    final TokenBalance balance;
    final KeyStorage storage;
    private final InMemoryStores stores = new InMemoryStores();
    private final AccountDirectory accounts = new AccountDirectory(stores.accounts());
    private final TokenIds ids = new TokenIds(new SecureRandom());
    private final UsageCounter usage = newUsage();
    private final ManagedKeks managedKeks;
    private final FakeDrm drm;
    private final DrmRegistry drms;
    private final Credentials credentials;
    private Instant now = NOW;
    private RecordWriter records = newRecords();
    private Services services;

    Issuing(FakeDrm drm) {
        this.drm = drm;
        this.balance = stores.balance();
        this.storage = stores.keys();
        KeyRingStore ring = stores.keyRing();
        SealingKey key = SealingKey.of(TestBytes.counting(0, SealingKey.BYTES));
        ring.change(none -> KeyRing.of(new RingKey(new RingKeyId(1), key, Instant.EPOCH)));
        this.sealer = new TokenSealer(ring);
        this.managedKeks = new ManagedKeks(ring, () -> now);
        this.credentials = new Credentials(stores.credentials(), ring, () -> now);
        this.drms = DrmRegistry.create(List.of(drm), Set.of(), new FakeContext(() -> now));
        accounts.change(ACCOUNT, none -> account());
        this.services = services();
    }

    private UsageCounter newUsage() {
        return new UsageCounter(stores.usage(), () -> now, UUID.randomUUID());
    }

    private RecordWriter newRecords() {
        return new RecordWriter(stores.records(), () -> now, Optional.empty());
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

    private Services services() {
        return Services.builder()
                .drms(drms)
                .accounts(accounts)
                .balance(balance)
                .keys(storage)
                .managedKeks(managedKeks)
                .credentials(credentials)
                .sealer(sealer)
                .transactions(new Transactions(records, true, ids, usage))
                .usage(usage)
                .ids(ids)
                .urls(urls(Integer.MAX_VALUE))
                .clock(() -> now)
                .build();
    }

    private LicenseUrls urls(int longest) {
        return new LicenseUrls(
                ImmutableMap.of(
                        Environment.PRODUCTION, "https://{drm}.example.com",
                        Environment.TEST, "http://localhost:8080"),
                drms.catalogue().ids(),
                longest);
    }

    /** Licence URLs must not be longer than this. */
    Issuing longestUrl(int characters) {
        return surrounding(builder -> builder.urls(urls(characters)));
    }

    /** What was recorded so far, the youngest first. */
    ImmutableList<TransactionRecord> records() {
        records.start();
        records.close();
        records = newRecords();
        surrounding(builder -> builder.transactions(new Transactions(records, true, ids, usage)));
        return stores.records().find(RecordQuery.builder().build()).records();
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
        balance.set(ACCOUNT, tokens);
        return this;
    }

    Issuing storing(KeyLookup keys) {
        return surrounding(builder -> builder.keys(keys));
    }

    /** Keeps the KEK of a word for the account. */
    Issuing managing(String word) {
        KeyEncryptionKey kek = KeyEncryptionKey.parse(WORDS.get(word)).value();
        return with(account -> account.sealedKek(managedKeks.seal(ACCOUNT, kek)));
    }

    Issuing surrounding(UnaryOperator<Services.Builder> change) {
        services = change.apply(Services.builder().from(services)).build();
        return this;
    }

    Issuing at(Instant time) {
        now = time;
        return this;
    }

    TokenIssuer issuer() {
        return new TokenIssuer(services);
    }

    TokenRequest request(String query) {
        return request(Caller.of(Environment.PRODUCTION), query);
    }

    TokenRequest request(Caller caller, String query) {
        return TokenRequest.of(drm.id(), caller, parameters(query));
    }

    IssuedToken issue(String query) {
        return issuer().issue(request(query));
    }

    /** What the token of a request says. */
    TokenContent claims(String query) {
        return claims(issue(query));
    }

    TokenContent claims(IssuedToken token) {
        String url = token.licenseUrl();
        return sealer.open(new SealedToken(url.substring(url.indexOf('=') + 1)))
                .orElseThrow()
                .content();
    }

    /** The keys in the token of a request. */
    List<ContentKey> keys(String query) {
        return claims(query).keys().stream().map(TokenClaims.Key::contentKey).toList();
    }

    /** What the plug-in reads back from a token. */
    DrmPolicy policy(TokenContent claims) {
        return drms.require(drm.id()).decode(claims);
    }

    /** {@code issued}, or the numbers of the violations in their order. */
    String outcome(String query) {
        return outcome(request(query));
    }

    String outcome(TokenRequest request) {
        return refusal(request)
                .map(refusal -> refusal.violations().stream()
                        .map(violation -> Integer.toString(violation.code().number()))
                        .collect(Collectors.joining(" ")))
                .orElse("issued");
    }

    /** The violations of a request, each as its code and the parameter that it names. */
    List<String> problems(String query) {
        return refusal(request(query)).stream()
                .flatMap(refusal -> refusal.violations().stream())
                .map(violation ->
                        violation.code().number() + " " + violation.parameter().orElse(""))
                .toList();
    }

    /** The one violation of a request. */
    Violation violation(String query) {
        List<Violation> all = refusal(request(query)).orElseThrow().violations();
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
