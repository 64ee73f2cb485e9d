package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.TestBytes;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyCreation;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.Secret;
import org.symbolon.core.value.WrappedKey;

/** Nothing prints a secret, neither whole nor in part. */
class SecretsTest {
    /** Counts up from here, so that any four bytes of any secret are found by their text. */
    private static final int FIRST = 0xa1;

    private static final AuthenticatorSecret SECRET =
            AuthenticatorSecret.parse(hex(16)).orElseThrow();
    private static final SealingKey SEALING_KEY = SealingKey.of(bytes(64));
    private static final RingKey RING_KEY = new RingKey(new RingKeyId(7), SEALING_KEY, Issuing.NOW);

    private static byte[] bytes(int length) {
        return TestBytes.counting(FIRST, length);
    }

    private static String hex(int length) {
        return Hex.encode(bytes(length));
    }

    static List<Secret> secrets() {
        return List.of(
                ContentKey.of(bytes(16)),
                KeyEncryptionKey.of(bytes(32)),
                WrappedKey.of(bytes(24)),
                SECRET,
                AuthenticatorHash.of(bytes(32)),
                SealedKek.of(bytes(37)),
                SEALING_KEY);
    }

    static Stream<Object> holders() {
        Account account = Account.builder()
                .id(Issuing.ACCOUNT)
                .addAuthenticators(new Authenticator(Environment.TEST, AuthenticatorHash.of(bytes(32))))
                .sealedKek(SealedKek.of(bytes(37)))
                .build();
        Issuing issuing = new Issuing(FakeDrm.withKid());
        String query = "AUTH&level=1&kid=^k&contentKey=" + hex(16);
        IssuedToken issued = issuing.issue(query);
        return Stream.concat(
                secrets().stream(),
                Stream.of(
                        new CustomerAuthenticator(Issuing.ACCOUNT, SECRET),
                        account,
                        RING_KEY,
                        KeyRing.of(RING_KEY),
                        RequestParameters.of(Map.of("contentKey", hex(16), "kek", hex(32))),
                        issuing.request(query + "&kek=" + hex(32)),
                        issuing.refusal(issuing.request(query + "&ek=" + hex(24)))
                                .orElseThrow(),
                        issued,
                        issuing.claims(issued),
                        issuing.sealer.seal(issuing.claims(issued)),
                        issuing.sealer
                                .open(issuing.sealer.seal(issuing.claims(issued)))
                                .orElseThrow()));
    }

    static Stream<Object> keyStorage() {
        Optional<KeyEncryptionKey> kek = Optional.of(KeyEncryptionKey.of(bytes(16)));
        KeyCaller caller = new KeyCaller(Issuing.ACCOUNT, Environment.TEST, kek, kek);
        KeyService service = new KeyService(new InMemoryStores().keys(), new SecureRandom(), () -> Issuing.NOW);
        KeyFields inTheClear = KeyFields.of(Map.of(KeyField.K, Optional.of(hex(16))));
        KeyFields wrapped = KeyFields.of(Map.of(KeyField.EK, Optional.of(hex(24))));
        KeyCreation created = service.create(caller, inTheClear);
        return Stream.of(
                caller,
                inTheClear,
                wrapped,
                created,
                created.key().stored(),
                assertThrows(KeyRefusedException.class, () -> service.create(caller, wrapped)),
                refusal(KeyField.K, hex(15)),
                refusal(KeyField.K, hex(15) + "zz"),
                refusal(KeyField.EK, hex(23)),
                refusal(KeyField.EK, hex(23) + "zz"));
    }

    private static KeyRefusedException refusal(KeyField field, String text) {
        return assertThrows(KeyRefusedException.class, () -> KeyFields.of(Map.of(field, Optional.of(text))));
    }

    @ParameterizedTest
    @MethodSource("keyStorage")
    void toString_ofWhatTheKeyStorageHandles_showsNothingOfASecret(Object holder) {
        assertShowsNothing(holder.toString());
    }

    @ParameterizedTest
    @MethodSource("holders")
    void toString_ofWhateverHoldsASecret_showsNothingOfIt(Object holder) {
        assertShowsNothing(holder.toString());
    }

    @Test
    void toString_ofATokenAndOfItsUrl_showsNothingOfTheToken() {
        Issuing issuing = new Issuing(FakeDrm.withKid());
        IssuedToken issued = issuing.issue("AUTH&level=1&kid=^k&contentKey=KEY");
        String token = issued.licenseUrl().substring(issued.licenseUrl().indexOf('=') + 1);
        assertTrue(token.length() > 100);
        assertFalse(issued.toString().contains(token.substring(0, 8)), issued::toString);
        assertEquals(
                "SealedToken[***]", issuing.sealer.seal(issuing.claims(issued)).toString());
    }

    @Test
    void violations_ofMalformedSecrets_repeatNothingOfThem() {
        Issuing issuing = new Issuing(FakeDrm.withKid());
        String wrong = hex(15) + "zz0";
        for (String query : List.of(
                "customerAuthenticator=201722," + wrong,
                "customerAuthenticator=201722," + hex(16),
                "AUTH&level=1&kid=^k&contentKey=" + wrong,
                "AUTH&level=1&kid=^k&contentKey=" + hex(15) + "zz",
                "AUTH&level=1&kid=^k&kek=" + wrong + "&ek=" + wrong,
                "AUTH&level=1&kid=^k&kek=" + hex(16) + "&ek=" + hex(24))) {
            TokenRefusedException refusal =
                    issuing.refusal(issuing.request(query)).orElseThrow();
            assertShowsNothing(refusal + " " + refusal.violations());
        }
    }

    private static void assertShowsNothing(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int first = FIRST; first < FIRST + 60; first++) {
            byte[] part = TestBytes.counting(first, 4);
            String decimal = Arrays.toString(part);
            assertFalse(lower.contains(Hex.encode(part)), text);
            assertFalse(text.contains(decimal.substring(1, decimal.length() - 1)), text);
            assertFalse(text.contains(new BigInteger(1, part).toString()), text);
            assertFalse(text.contains(Base64.getEncoder().encodeToString(part).substring(0, 5)), text);
        }
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void secret_isItsTypeAndItsBytes(Secret secret) {
        assertEquals(secret.getClass().getSimpleName() + "[***]", secret.toString());
        assertEquals(secret.size(), secret.reveal().length);
        assertNotSame(secret.reveal(), secret.reveal());
        secret.reveal()[0]++;
        assertEquals((byte) FIRST, secret.reveal()[0], "changing what was revealed changes nothing");
        List<Secret> equals = secrets().stream().filter(secret::equals).toList();
        assertEquals(1, equals.size(), "no secret of another type is equal");
        assertEquals(secret.hashCode(), equals.get(0).hashCode());
    }

    @Test
    void secret_anySingleBitTurned_isAnother() {
        ContentKey key = ContentKey.of(bytes(16));
        TestBytes.everyFlip(bytes(16)).forEach(flipped -> assertNotEquals(key, ContentKey.of(flipped)));
    }
}
