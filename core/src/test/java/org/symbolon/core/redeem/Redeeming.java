package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.symbolon.core.TestBytes;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.account.Credentials;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.drm.FakeContext;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.internal.drm.DrmRegistry;
import org.symbolon.core.internal.record.RecordWriter;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.internal.runtime.Services;
import org.symbolon.core.internal.token.EncodedFields;
import org.symbolon.core.internal.token.LicenseUrls;
import org.symbolon.core.internal.token.TokenContent;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.internal.token.TokenSealer;
import org.symbolon.core.internal.usage.UsageCounter;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.TokenId;

/** A service that redeems, with two DRMs, one account, and a time that stands still. */
final class Redeeming {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant END = NOW.plus(Duration.ofDays(1));
    static final AccountId ACCOUNT = new AccountId(201_722);
    static final TokenId ID = TokenId.of(TestBytes.counting(7, TokenId.BYTES));
    static final FakeDrm DRM = FakeDrm.withKid();
    static final FakeDrm OTHER = FakeDrm.withoutKid().raising();
    static final String KEY = "c0ffee00c0ffee11c0ffee22c0ffee33";
    static final LicenseEndpoint RIGHTS = new LicenseEndpoint(DRM.id(), Environment.PRODUCTION);
    private static final RingKey FIRST = ringKey(1);

    final AccountDirectory accounts;
    final Credentials credentials;
    final TokenSealer sealer;
    private final InMemoryStores stores = new InMemoryStores();
    private final KeyRingStore ring = stores.keyRing();
    private final DrmRegistry drms;
    private final TokenIds ids = new TokenIds(new SecureRandom());
    private final UsageCounter usage = newUsage();
    private Instant now = NOW;
    private RecordWriter records = newRecords();

    Redeeming() {
        this(DRM);
    }

    /** With another plug-in in the place of the first. */
    Redeeming(FakeDrm drm) {
        ring.change(none -> KeyRing.of(FIRST));
        sealer = new TokenSealer(ring);
        accounts = new AccountDirectory(stores.accounts());
        credentials = new Credentials(stores.credentials(), ring, () -> now);
        accounts.change(ACCOUNT, none -> Account.builder().id(ACCOUNT).build());
        drms = DrmRegistry.create(List.of(drm, OTHER), Set.of(), new FakeContext(() -> now));
    }

    private UsageCounter newUsage() {
        return new UsageCounter(stores.usage(), () -> now, UUID.randomUUID());
    }

    private RecordWriter newRecords() {
        return new RecordWriter(stores.records(), () -> now, Optional.empty());
    }

    TokenRedeemer redeemer() {
        return new TokenRedeemer(Services.builder()
                .drms(drms)
                .accounts(accounts)
                .balance(stores.balance())
                .keys(stores.keys())
                .managedKeks(new ManagedKeks(ring, () -> now))
                .credentials(credentials)
                .sealer(sealer)
                .transactions(new Transactions(records, true, ids, usage))
                .usage(usage)
                .ids(ids)
                .urls(new LicenseUrls(
                        ImmutableMap.of(Environment.PRODUCTION, "https://p", Environment.TEST, "https://t"),
                        drms.catalogue().ids(),
                        Integer.MAX_VALUE))
                .clock(() -> now)
                .build());
    }

    /** What was recorded so far, the youngest first. */
    ImmutableList<TransactionRecord> records() {
        records.start();
        records.close();
        records = newRecords();
        return stores.records().find(RecordQuery.builder().build()).records();
    }

    private static RingKey ringKey(int id) {
        return new RingKey(new RingKeyId(id), SealingKey.of(TestBytes.counting(id, SealingKey.BYTES)), Instant.EPOCH);
    }

    void at(Instant time) {
        now = time;
    }

    void change(UnaryOperator<Account.Builder> change) {
        accounts.change(
                ACCOUNT,
                before -> change.apply(Account.builder().from(before.orElseThrow()))
                        .build());
    }

    /** Rotates the ring, and takes out the key that sealed until now. */
    void retireTheRingKey() {
        ring.change(before -> before.orElseThrow().with(ringKey(2)).without(FIRST.id()));
        sealer.refresh();
    }

    static TokenContent.Builder claims() {
        return claims(fields -> fields.number(1, 3));
    }

    /** Claims with these fields of the policy. */
    static TokenContent.Builder claims(Consumer<FieldWriter> policy) {
        return TokenContent.builder()
                .id(ID)
                .account(ACCOUNT)
                .environment(Environment.PRODUCTION)
                .drm(DRM.id())
                .issued(NOW)
                .end(END)
                .errorFormat(ErrorFormat.JSON)
                .cookie("viewer 7")
                .addKey(Optional.empty(), ContentKey.parse(KEY).value(), EncodedFields.write(fields -> {}))
                .policy(EncodedFields.write(policy));
    }

    /** Claims with two keys; the level of the first is 3, that of the second is 1. */
    static TokenContent.Builder claimsOfTwoKeys() {
        return claims().addKey(
                        Optional.empty(),
                        ContentKey.of(TestBytes.counting(1, ContentKey.BYTES)),
                        EncodedFields.write(fields -> fields.number(1, 1)));
    }

    SealedToken token() {
        return sealer.seal(claims().build());
    }

    static Challenge challenge(String body) {
        return Challenge.of(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of the refusal's code; 0 where a licence was made. */
    int outcome(LicenseEndpoint rights, SealedToken token) {
        return refusal(rights, token, "hello")
                .map(refusal -> refusal.violations().get(0).code().number())
                .orElse(0);
    }

    int outcome(SealedToken token) {
        return outcome(RIGHTS, token);
    }

    Optional<RedemptionRefusedException> refusal(LicenseEndpoint rights, SealedToken token, String body) {
        try {
            redeemer().redeem(rights, token, challenge(body));
            return Optional.empty();
        } catch (RedemptionRefusedException e) {
            return Optional.of(e);
        }
    }

    static LicenseEndpoint rights(DrmId drm, Environment environment) {
        return new LicenseEndpoint(drm, environment);
    }
}
