package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.store.CallTimes;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.Environment;

/** What a monitor is told. */
@Timeout(60)
final class MeasuresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final AccountId ID = new AccountId(7);
    private static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    private static final FakeDrm DRM = FakeDrm.withKid();
    private static final LicenseEndpoint RIGHTS = new LicenseEndpoint(DRM.id(), Environment.PRODUCTION);

    /** What is wrong with a part of the stores; nothing at first. */
    private final Map<String, AtomicReference<Optional<String>>> problems = Maps.toMap(
            ImmutableList.of("store", "keyring", "accounts", "leases", "records"),
            part -> new AtomicReference<>(Optional.empty()));

    private Instant now = NOW;

    private Symbolon open() {
        Symbolon opened = Symbolon.builder()
                .licenseBases(ImmutableMap.of(Environment.PRODUCTION, "https://p", Environment.TEST, "https://t"))
                .plugins(ImmutableList.of(DRM))
                .stores(new Troubled(new InMemoryStores(), problems))
                .refreshInterval(Duration.ofMillis(5))
                .clock(() -> now)
                .build();
        opened.accounts()
                .change(
                        ID,
                        none -> Account.builder()
                                .id(ID)
                                .metered(true)
                                .putOptions(DRM.id(), DrmOption.ENABLED)
                                .addAuthenticators(Authenticator.of(
                                        ID,
                                        Environment.PRODUCTION,
                                        AuthenticatorSecret.parse(SECRET).orElseThrow()))
                                .build());
        return opened;
    }

    private static IssuedToken issue(Symbolon symbolon) {
        RequestParameters parameters = RequestParameters.of(ImmutableMap.of(
                "customerAuthenticator", ID + "," + SECRET,
                "kid", "^k",
                "contentKey", "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "level", "1"));
        return symbolon.issuer().issue(TokenRequest.of(DRM.id(), Caller.of(Environment.PRODUCTION), parameters));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    private static Challenge challenge(String body) {
        return Challenge.of(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tokensAndLicences_areCountedByDrmAndOutcome() {
        try (Symbolon symbolon = open()) {
            IssuedToken issued = issue(symbolon);
            issue(symbolon);
            symbolon.redeem(RIGHTS, issued.token(), challenge("hello"));
            for (String challenge : ImmutableList.of("refuse", "fail", "fail")) {
                assertThrows(
                        RedemptionRefusedException.class,
                        () -> symbolon.redeem(RIGHTS, issued.token(), challenge(challenge)));
            }
            Measures measures = symbolon.measures();
            assertEquals(2, measures.tokensIssued(DRM.id()));
            assertEquals(
                    ImmutableMap.of("granted", 1L, "refused", 1L, "upstream", 0L, "unavailable", 0L, "internal", 2L),
                    ImmutableMap.copyOf(Maps.transformValues(measures.licenses(DRM.id()), CallTimes::count)));
            assertTrue(measures.licenses(DRM.id()).get("granted").nanos() > 0);
        }
    }

    @Test
    void recordsBalancesAndRing_areMeasured() throws InterruptedException {
        try (Symbolon symbolon = open()) {
            Measures measures = symbolon.measures();
            issue(symbolon);
            await(() -> measures.recordsWritten() == 1);
            assertEquals(0, measures.recordsWaiting());
            assertEquals(ImmutableMap.of("full", 0L, "refusals", 0L, "lost", 0L), measures.recordsDropped());
            assertEquals(1, measures.accounts());
            assertEquals(1, measures.ringKeys());
            now = NOW.plus(Duration.ofDays(3));
            assertEquals(Optional.of(Duration.ofDays(3)), measures.primaryKeyAge());
            await(() -> measures.balance().equals(OptionalDouble.of(97)));
        }
    }

    @Test
    void conditions_tellWhatIsWrong_andWhetherItMatters() throws InterruptedException {
        try (Symbolon symbolon = open()) {
            for (Condition condition : symbolon.conditions()) {
                assertEquals(Optional.empty(), condition.problem().get());
                problems.get(condition.name()).set(Optional.of(condition.name() + " is gone"));
                if (condition.name().equals("records")) {
                    issue(symbolon);
                }
                await(() -> condition.problem().get().isPresent());
                assertEquals(
                        condition.needed(),
                        condition.name().equals("store") || condition.name().equals("keyring"));
                assertEquals(condition.needed(), symbolon.problem().isPresent());
                problems.get(condition.name()).set(Optional.empty());
                await(() -> condition.problem().get().isEmpty()
                        && symbolon.problem().isEmpty());
            }
        }
    }

    @Test
    void balance_isUnknownWhereTheStoreDoesNotAnswer() {
        problems.get("leases").set(Optional.of("away"));
        try (Symbolon symbolon = open()) {
            symbolon.measures().refresh();
            assertEquals(OptionalDouble.empty(), symbolon.measures().balance());
        }
    }

    /** Stores in memory whose parts have the problems that a test gives them. */
    private record Troubled(Stores others, Map<String, AtomicReference<Optional<String>>> problems) implements Stores {
        private Optional<String> problem(String part) {
            return problems.get(part).get();
        }

        private void fail(String part) {
            problem(part).ifPresent(text -> {
                throw new StoreUnavailableException(text);
            });
        }

        @Override
        public Optional<String> problem() {
            return problem("store");
        }

        @Override
        public AccountStore accounts() {
            AccountStore accounts = others.accounts();
            return new AccountStore() {
                @Override
                public AccountChanges changesAfter(long revision) {
                    fail("accounts");
                    return accounts.changesAfter(revision);
                }

                @Override
                public Account change(AccountId id, Function<Optional<Account>, Account> change) {
                    return accounts.change(id, change);
                }
            };
        }

        @Override
        public TokenBalance balance() {
            return new TroubledBalance(this);
        }

        @Override
        public KeyStorage keys() {
            return others.keys();
        }

        @Override
        public KeyRingStore keyRing() {
            KeyRingStore ring = others.keyRing();
            return new KeyRingStore() {
                @Override
                public Optional<KeyRing> read() {
                    return ring.read();
                }

                @Override
                public KeyRing change(Function<Optional<KeyRing>, KeyRing> change) {
                    return ring.change(change);
                }

                @Override
                public Optional<String> problem() {
                    return Troubled.this.problem("keyring");
                }
            };
        }

        @Override
        public CredentialStore credentials() {
            return others.credentials();
        }

        @Override
        public RecordStore records() {
            RecordStore records = others.records();
            return new RecordStore() {
                @Override
                public void add(ImmutableList<TransactionRecord> added) {
                    fail("records");
                    records.add(added);
                }

                @Override
                public RecordPage find(RecordQuery query) {
                    return records.find(query);
                }

                @Override
                public boolean removeBefore(LocalDate day) {
                    return records.removeBefore(day);
                }
            };
        }

        @Override
        public UsageStore usage() {
            return others.usage();
        }

        @Override
        public void close() {
            others.close();
        }
    }

    /** A balance for every account, in stores that lease tokens. */
    private record TroubledBalance(Troubled stores) implements TokenBalance {
        @Override
        public boolean take(UsageScope scope) {
            return true;
        }

        @Override
        public OptionalLong credit(AccountId account, long tokens) {
            return OptionalLong.empty();
        }

        @Override
        public void set(AccountId account, long tokens) {}

        @Override
        public OptionalLong remaining(AccountId account) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalDouble sum() {
            stores.fail("leases");
            return OptionalDouble.of(97);
        }

        @Override
        public Optional<String> problem() {
            return stores.problem("leases");
        }
    }
}
