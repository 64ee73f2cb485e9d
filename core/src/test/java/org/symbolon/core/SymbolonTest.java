package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.DrbgParameters;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.TypedTokenRequest;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.WrappedKey;

@Isolated("it counts threads, and other tests start some")
class SymbolonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AccountId ID = new AccountId(7);
    private static final AuthenticatorSecret SECRET = AuthenticatorSecret.random(new SecureRandom());
    private static final ContentKey KEY = ContentKey.of(TestBytes.counting(1, ContentKey.BYTES));

    private static final ImmutableMap<Environment, String> BASES = ImmutableMap.of(
            Environment.PRODUCTION, "https://{drm}.example.com", Environment.TEST, "https://{drm}.test.example.com");

    private static SymbolonBuilder parts() {
        return Symbolon.builder()
                .licenseBases(BASES)
                .plugins(ImmutableList.of(FakeDrm.withKid()))
                .clock(() -> NOW);
    }

    private static TokenInspection inspect(Symbolon symbolon, IssuedToken issued) {
        String url = issued.licenseUrl();
        return symbolon.inspect(new SealedToken(url.substring(url.indexOf('=') + 1)))
                .orElseThrow();
    }

    @Test
    void issue_typedRequest_saysInTheTokenWhatItSays() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());
            assertTrue(issued.licenseUrl().startsWith("https://fk.example.com/hms/fk/rights/?ExpressPlayToken="));
            TokenClaims claims = inspect(symbolon, issued).claims();
            assertEquals(KEY, claims.keys().get(0).contentKey());
            assertEquals(Optional.of(KeyId.ofString("k")), claims.keys().get(0).kid());
            assertEquals(NOW.plus(Duration.ofHours(1)), claims.end());
            assertEquals(Optional.of("c"), claims.cookie());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void recordsOfIssues_areKeptUnlessTheyAreNotWanted_andRefusalsAlways(boolean wanted, int kept) {
        InMemoryStores stores = new InMemoryStores();
        try (Symbolon symbolon = parts().recordIssued(wanted).stores(stores).build()) {
            symbolon.accounts().change(ID, none -> account());
            symbolon.issue(Environment.PRODUCTION, new FakeRequest());
            symbolon.accounts()
                    .change(
                            ID,
                            none -> Account.builder()
                                    .from(account())
                                    .metered(true)
                                    .build());
            assertThrows(TokenRefusedException.class, () -> symbolon.issue(Environment.PRODUCTION, new FakeRequest()));
        }
        assertEquals(
                kept,
                stores.records().find(RecordQuery.builder().build()).records().size());
    }

    private static Account account() {
        return Account.builder()
                .id(ID)
                .putOptions(new DrmId("fk"), DrmOption.ENABLED)
                .addAuthenticators(Authenticator.of(ID, Environment.PRODUCTION, SECRET))
                .build();
    }

    @Test
    void builder_requiredDrmThatIsMissing_isRefused() {
        SymbolonBuilder builder = parts().requiredDrms(Set.of(new DrmId("wv")));
        assertThrows(PluginException.class, builder::build);
    }

    @Test
    void keyRing_changeIsInForceAtOnce() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            RingKey fresh = RingKey.random(new SecureRandom(), NOW);
            symbolon.keyRing().change(ring -> KeyRing.of(fresh));

            IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());

            assertEquals(fresh.id(), inspect(symbolon, issued).sealedUnder());
        }
    }

    @Test
    void keyRing_isMadeOnce() {
        try (Symbolon symbolon = parts().build()) {
            assertEquals(symbolon.keyRing().read(), symbolon.keyRing().read());
            assertEquals(1, symbolon.keyRing().read().orElseThrow().keys().size());
        }
    }

    @Test
    void builder_withoutLicenseBases_isRefused_andCreatesNothing() {
        AtomicInteger created = new AtomicInteger();
        FakeDrm drm = FakeDrm.withKid().working(system -> {
            created.incrementAndGet();
            return system;
        });
        SymbolonBuilder builder = Symbolon.builder().plugins(ImmutableList.of(drm));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(refusal.getMessage().startsWith("licenseBases is required"), refusal::getMessage);
        assertEquals(0, created.get());
    }

    @Test
    void builder_withOneLicenseBaseOnly_isRefused() {
        SymbolonBuilder builder = parts().licenseBases(ImmutableMap.of(Environment.TEST, "https://t"));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    private static FakeDrm closing(FakeDrm drm, List<String> closed) {
        return drm.working(system -> new FakeDrm.Forwarding(system) {
            @Override
            public void close() {
                closed.add(drm.id().value());
                throw new IllegalStateException("cannot be closed");
            }
        });
    }

    @Test
    void close_closesEachPluginOnce_evenIfOneFails() {
        List<String> closed = new ArrayList<>();
        FakeDrm other = FakeDrm.withoutKid().raising();
        Symbolon symbolon = parts().plugins(
                        ImmutableList.of(closing(FakeDrm.withKid(), closed), closing(other, closed)))
                .build();
        assertEquals(List.of(), closed);
        symbolon.close();
        assertEquals(List.of("fk", "fn"), closed);
    }

    @Test
    void build_thatFailsAtTheSecondPlugin_closesTheFirst() {
        List<String> closed = new ArrayList<>();
        FakeDrm failing = FakeDrm.withoutKid().raising().working(system -> {
            throw new IllegalStateException("cannot be created");
        });
        SymbolonBuilder builder = parts().plugins(ImmutableList.of(closing(FakeDrm.withKid(), closed), failing));
        PluginException refusal = assertThrows(PluginException.class, builder::build);
        assertTrue(refusal.getMessage().startsWith("the plug-in fn failed in create"), refusal::getMessage);
        assertEquals("cannot be created", refusal.getCause().getMessage());
        assertEquals(List.of("fk"), closed);
    }

    @Test
    void constructionAlone_startsNoThread() {
        Set<Thread> before = threads();
        SymbolonBuilder builder = parts().refreshInterval(Duration.ofSeconds(1));
        assertEquals(Set.of(), Sets.difference(threads(), before));
        Symbolon symbolon = builder.build();
        assertEquals(
                8,
                Sets.difference(threads(), before).size(),
                "the writers of records and of usage, and one for each of accounts, key ring, credentials, balances, and the states"
                        + " of the store and of the ring");
        symbolon.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.0005S", "PT0S", "PT-1S", "P36501D", "P99999999999999D", "P-99999999999999D"})
    void durationsThatBackgroundWorkCannotUse_areRefusedAtOnce(String text) {
        Duration duration = Duration.parse(text);
        Set<Thread> before = threads();
        assertThrows(IllegalArgumentException.class, () -> parts().refreshInterval(duration));
        assertThrows(IllegalArgumentException.class, () -> parts().recordRetention(duration));
        assertEquals(Set.of(), Sets.difference(threads(), before));
    }

    @Test
    void keys_areDrawnWith256BitsOfStrength() {
        DrbgParameters.Instantiation drawn =
                (DrbgParameters.Instantiation) SymbolonBuilder.strongRandom().getParameters();
        assertEquals(256, drawn.getStrength());
    }

    /** The threads of this and of earlier tests, whose threads may still be ending. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("symbolon-") && thread.isAlive())
                .collect(Collectors.toSet());
    }

    @Test
    void issue_withAnAddress_isAllowedFromTheAccountsNetworksOnly() throws UnknownHostException {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts()
                    .change(
                            ID,
                            none -> Account.builder()
                                    .from(account())
                                    .addAllowedNetworks(
                                            Network.parse("10.0.0.0/8").orElseThrow())
                                    .build());
            InetAddress inside = InetAddress.getByName("10.1.2.3");
            InetAddress outside = InetAddress.getByName("11.1.2.3");
            FakeRequest request = new FakeRequest();
            assertEquals(
                    ID, symbolon.issue(Environment.PRODUCTION, inside, request).account());
            for (Executable refused : List.<Executable>of(
                    () -> symbolon.issue(Environment.PRODUCTION, outside, request),
                    () -> symbolon.issue(Environment.PRODUCTION, request))) {
                TokenRefusedException refusal = assertThrows(TokenRefusedException.class, refused);
                assertEquals(-2003, refusal.violations().get(0).code().number());
            }
        }
    }

    @Test
    void redeem_tokenThatWasIssued_makesTheLicence() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());
            License license = symbolon.redeem(
                    new LicenseEndpoint(new DrmId("fk"), Environment.PRODUCTION),
                    issued.token(),
                    Challenge.of("hello".getBytes(StandardCharsets.UTF_8)));
            assertEquals("hello [3] 0", new String(license.answer().body(), StandardCharsets.UTF_8));
        }
    }

    private static DrmPolicy fail() {
        throw new IllegalStateException("broken");
    }

    @Test
    void inspect_showsThePolicy_unlessThePluginCannotReadIt() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());
            assertEquals(
                    Optional.of(ImmutableListMultimap.of("level", "3")),
                    inspect(symbolon, issued).policy());
        }
        DrmPolicy broken = new DrmPolicy() {
            @Override
            public void encode(FieldWriter fields) {}

            @Override
            public ImmutableListMultimap<String, String> parameters() {
                throw new IllegalStateException("broken");
            }
        };
        for (Supplier<DrmPolicy> decode : List.<Supplier<DrmPolicy>>of(() -> broken, SymbolonTest::fail)) {
            FakeDrm failing = FakeDrm.withKid().working(system -> new FakeDrm.Forwarding(system) {
                @Override
                public DrmPolicy decode(EncodedPolicy policy) {
                    return decode.get();
                }
            });
            try (Symbolon symbolon = parts().plugins(ImmutableList.of(failing)).build()) {
                symbolon.accounts().change(ID, none -> account());
                IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());
                assertEquals(Optional.empty(), inspect(symbolon, issued).policy());
            }
        }
    }

    /** Written by hand: the plug-ins' own are generated. */
    private static final class FakeRequest extends TypedTokenRequest {
        private static final KeyEncryptionKey KEK = KeyEncryptionKey.of(TestBytes.counting(9, 32));

        @Override
        public DrmId drm() {
            return new DrmId("fk");
        }

        @Override
        public CustomerAuthenticator customerAuthenticator() {
            return new CustomerAuthenticator(ID, SECRET);
        }

        @Override
        public Optional<KeyId> kid() {
            return Optional.of(KeyId.ofString("k"));
        }

        @Override
        public Optional<ContentKey> contentKey() {
            return Optional.empty();
        }

        @Override
        public Optional<KeyEncryptionKey> kek() {
            return Optional.of(KEK);
        }

        @Override
        public Optional<WrappedKey> ek() {
            return Optional.of(KEK.wrap(KEY));
        }

        @Override
        public Optional<Instant> expirationTime() {
            return Optional.of(NOW.plus(Duration.ofHours(1)));
        }

        @Override
        public Optional<String> cookie() {
            return Optional.of("c");
        }

        @Override
        protected void addTo(RequestParameters.Builder parameters) {
            parameters.add("level", "3");
        }
    }
}
