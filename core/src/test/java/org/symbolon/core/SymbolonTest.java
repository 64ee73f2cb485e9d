package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TypedTokenRequest;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.InMemoryStores;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;

class SymbolonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AccountId ID = new AccountId(7);
    private static final AuthenticatorSecret SECRET = AuthenticatorSecret.random(new SecureRandom());
    private static final ContentKey KEY = ContentKey.of(Bits.counting(1, ContentKey.BYTES));

    private static SymbolonParts.Builder parts() {
        return Symbolon.builder().plugins(ImmutableList.of(FakeDrm.withKid())).clock(() -> NOW);
    }

    private static TokenClaims claims(Symbolon symbolon, IssuedToken issued) {
        String url = issued.licenseUrl();
        return symbolon.sealer()
                .open(new SealedToken(url.substring(url.indexOf('=') + 1)))
                .orElseThrow()
                .claims();
    }

    @Test
    void issue_typedRequest_saysInTheTokenWhatItSays() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            IssuedToken issued = symbolon.issue(Environment.PRODUCTION, new FakeRequest());
            assertTrue(issued.licenseUrl().startsWith("http://127.0.0.1:8080/hms/fk/rights/?ExpressPlayToken="));
            TokenClaims claims = claims(symbolon, issued);
            assertEquals(KEY, claims.contentKey());
            assertEquals(Optional.of(KeyId.ofString("k")), claims.kid());
            assertEquals(NOW.plus(Duration.ofHours(1)), claims.end());
            assertEquals(Optional.of("c"), claims.cookie());
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void recordsOfIssues_areKeptUnlessTheyAreNotWanted_andRefusalsAlways(String wanted, int kept) {
        Settings settings = Settings.inFolder(Path.of("data")).with(CoreSettings.RECORDS_ISSUED, wanted);
        InMemoryStores stores = new InMemoryStores();
        try (Symbolon symbolon = parts().settings(settings).stores(stores).build()) {
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
        assertEquals(kept, stores.records().find(RecordQuery.builder().build()).size());
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
        SymbolonParts.Builder builder = parts().requiredDrms(Set.of(new DrmId("wv")));
        assertThrows(PluginException.class, builder::build);
    }

    @Test
    void keyRing_changeIsInForceAtOnce() {
        try (Symbolon symbolon = parts().build()) {
            symbolon.accounts().change(ID, none -> account());
            RingKey fresh = RingKey.random(new SecureRandom(), NOW);
            symbolon.keyRing().change(ring -> KeyRing.of(fresh));

            String url =
                    symbolon.issue(Environment.PRODUCTION, new FakeRequest()).licenseUrl();
            SealedToken token = new SealedToken(url.substring(url.indexOf('=') + 1));

            assertEquals(fresh.id(), symbolon.sealer().open(token).orElseThrow().sealedUnder());
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
    void open_storeThatNothingServes_isRefusedWithoutItsUrl() {
        Settings settings = Settings.inFolder(Path.of("data")).with(CoreSettings.STORE_URL, "jdbc:none:s3cr3t");
        SettingsException refusal = assertThrows(
                SettingsException.class, () -> Symbolon.open(settings, ImmutableList.of(), ImmutableSet.of()));
        assertEquals("store.url names a kind of store that nothing on the class path serves", refusal.getMessage());
    }

    /** Written by hand: the plug-ins' own are generated. */
    private static final class FakeRequest extends TypedTokenRequest {
        private static final KeyEncryptionKey KEK = KeyEncryptionKey.of(Bits.counting(9, 32));

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
