package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.Bits;
import org.symbolon.core.drm.CredentialField;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.drm.NewCredential;
import org.symbolon.core.secret.Hex;

/** The forms in which operators hand a credential over. */
final class KeyFormatsTest {
    private static final Keys KEYS = Keys.make(2048);
    private static final FairPlayCredentialKind KIND = new FairPlayCredentialKind();
    private static final String PASSPHRASE = "correct horse";
    private static final ImmutableMap<String, byte[]> RIGHT = ImmutableMap.of(
            "certificate", KEYS.der(),
            "privateKey", KEYS.pkcs8().reveal(),
            "ask", KEYS.ask().reveal());

    private static NewCredential read(String field, byte[] value) {
        Map<String, byte[]> values = new HashMap<>(RIGHT);
        values.put(field, value);
        return KIND.read(ImmutableMap.copyOf(values));
    }

    private static byte[] pem(String title, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + title + "-----\n" + base64 + "\n-----END " + title + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pkcs1() throws Exception {
        return PrivateKeyInfo.getInstance(KEYS.pkcs8().reveal())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
    }

    /** As {@code openssl pkcs8 -topk8} encrypts: PBES2, with PBKDF2 by HMAC-SHA-256 and AES-256-CBC. */
    private static byte[] encrypted() throws Exception {
        byte[] salt = Bits.counting(1, 8);
        byte[] iv = Bits.counting(2, 16);
        PBEKeySpec password = new PBEKeySpec(PASSPHRASE.toCharArray(), salt, 2048, 256);
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(password)
                .getEncoded();
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        AlgorithmIdentifier prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, 2048, prf)),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        return new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
                        cipher.doFinal(KEYS.pkcs8().reveal()))
                .getEncoded();
    }

    /** As older tools encrypt: PBES1. */
    private static byte[] encryptedByDes() throws Exception {
        Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance("PBEWithSHA1AndDESede")
                        .generateSecret(new PBEKeySpec(PASSPHRASE.toCharArray())));
        return new javax.crypto.EncryptedPrivateKeyInfo(
                        cipher.getParameters(), cipher.doFinal(KEYS.pkcs8().reveal()))
                .getEncoded();
    }

    static Stream<byte[]> privateKeys() throws Exception {
        byte[] prose = "Bag Attributes\n  friendlyName: fps\n".getBytes(StandardCharsets.US_ASCII);
        byte[] pem = pem("PRIVATE KEY", KEYS.pkcs8().reveal());
        byte[] afterProse = Arrays.copyOf(prose, prose.length + pem.length);
        System.arraycopy(pem, 0, afterProse, prose.length, pem.length);
        return Stream.of(KEYS.pkcs8().reveal(), pkcs1(), pem, pem("RSA PRIVATE KEY", pkcs1()), afterProse);
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void privateKey_isReadInEveryForm(byte[] bytes) {
        assertEquals(KIND.read(RIGHT), read("privateKey", bytes));
    }

    @Test
    void encryptedPrivateKey_opensWithItsPassphrase() throws Exception {
        for (byte[] form : List.of(encrypted(), encryptedByDes(), pem("ENCRYPTED PRIVATE KEY", encrypted()))) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.put("privateKey", form);
            assertMessage("privateKey is encrypted; its passphrase is required", values);
            values.put("passphrase", "wrong".getBytes(StandardCharsets.UTF_8));
            assertMessage(
                    "privateKey does not open with this passphrase, or is encrypted in a form that this JVM does not know",
                    values);
            values.put("passphrase", (PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
            assertEquals(KIND.read(RIGHT), KIND.read(ImmutableMap.copyOf(values)));
        }
    }

    private static void assertMessage(String message, Map<String, byte[]> values) {
        InvalidCredentialException refused =
                assertThrows(InvalidCredentialException.class, () -> KIND.read(ImmutableMap.copyOf(values)));
        assertEquals(message, refused.getMessage());
        assertNull(refused.getCause(), "a cause may show what is in a key");
    }

    @Test
    void oldEncryptedForm_isSaidToBeOne() {
        String pem =
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
        InvalidCredentialException refused = assertThrows(
                InvalidCredentialException.class, () -> read("privateKey", pem.getBytes(StandardCharsets.US_ASCII)));
        assertTrue(refused.getMessage().contains("openssl pkcs8 -topk8"), refused.getMessage());
    }

    @Test
    void certificateAndAsk_areReadInEveryForm() {
        byte[] hex = (" " + Hex.encode(KEYS.ask().reveal()).toUpperCase(Locale.ROOT) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertEquals(KIND.read(RIGHT), read("certificate", pem("CERTIFICATE", KEYS.der())));
        assertEquals(KIND.read(RIGHT), read("ask", hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "privateKey", "ask"})
    void everyOtherForm_isRefusedByTheNameOfTheField(String field) {
        byte[] right = RIGHT.getOrDefault(field, new byte[0]);
        List<byte[]> wrong = List.of(
                new byte[0],
                "no such thing".getBytes(StandardCharsets.US_ASCII),
                "-----BEGIN X-----\n".getBytes(StandardCharsets.US_ASCII),
                "-----BEGIN X-----\nAA*A\n-----END X-----\n".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(right, right.length - 1),
                Arrays.copyOf(right, right.length / 2),
                new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        for (byte[] value : wrong) {
            InvalidCredentialException refused =
                    assertThrows(InvalidCredentialException.class, () -> read(field, value));
            assertTrue(String.valueOf(refused.getMessage()).startsWith(field), refused.getMessage());
        }
    }

    @Test
    void keyOfAnotherCertificate_isRefused() {
        InvalidCredentialException refused = assertThrows(
                InvalidCredentialException.class,
                () -> read("privateKey", Keys.make(2048).pkcs8().reveal()));
        assertEquals("privateKey does not belong to certificate", refused.getMessage());
    }

    @Test
    void keyOfAnotherSizeOrKind_isRefused() throws Exception {
        assertThrows(InvalidCredentialException.class, () -> Keys.make(1536));
        KeyPairGenerator elliptic = KeyPairGenerator.getInstance("EC");
        elliptic.initialize(256, new SecureRandom());
        byte[] other = elliptic.generateKeyPair().getPrivate().getEncoded();
        assertThrows(InvalidCredentialException.class, () -> read("privateKey", other));
    }

    @Test
    void missingField_isRefused() {
        for (CredentialField field : KIND.fields()) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.remove(field.name());
            if (field.required()) {
                assertMessage(field.name() + " is required", values);
            } else {
                assertEquals(KIND.read(RIGHT), KIND.read(ImmutableMap.copyOf(values)));
            }
        }
    }

    @Test
    void description_showsNoSecret() {
        NewCredential made = KIND.read(RIGHT);
        assertEquals(Hex.encode(KEYS.hash()), made.name());
        assertEquals(
                ImmutableMap.of(
                        "certificate", made.name(),
                        "subject", "O=for tests only,CN=Symbolon simulated device",
                        "keySize", "2048",
                        "notAfter", "2036-04-28T12:00:00Z",
                        "simulated", "no"),
                KIND.describe(made.secret()));
        assertEquals(
                "yes",
                KIND.describe(new FairPlayPlugin()
                                .startDemo(Ksm.CONTEXT)
                                .orElseThrow()
                                .credential()
                                .secret())
                        .get("simulated"));
        assertFalse(made.toString().contains(Hex.encode(KEYS.ask().reveal())));
        assertEquals(
                "ApplicationSecretKey[***]",
                FairPlayCredential.decode(made.secret()).ask().toString());
    }
}
