package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
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
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.value.Hex;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.credential.FairPlayCredentialKind;
import org.symbolon.testing.Bits;

/** The forms in which operators give the values of a credential. */
final class KeyFormatsTest {
    private static final Keys KEYS = Keys.make(2048);
    private static final FairPlayCredentialKind KIND = new FairPlayCredentialKind();
    private static final String PASSPHRASE = "correct horse";
    private static final String WRONG_PASSPHRASE =
            "privateKey does not open with this passphrase, or is encrypted in a form that is not known";
    private static final String NOT_A_KEY = "privateKey is not an RSA key in PKCS#8, PKCS#1 or PKCS#12, as PEM or DER";
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

    /** As OpenSSL encrypted before PKCS#8, with {@code Proc-Type: 4,ENCRYPTED}. */
    private static byte[] encryptedPem(String cipher) throws Exception {
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(KEYS.pkcs8().reveal()));
        PEMEncryptor encryptor = new JcePEMEncryptorBuilder(cipher)
                .setProvider(new BouncyCastleProvider())
                .build(PASSPHRASE.toCharArray());
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaMiscPEMGenerator(key, encryptor));
        }
        assertTrue(text.toString().contains("Proc-Type: 4,ENCRYPTED"), text.toString());
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A PKCS#12 file of the JDK with the key and its certificate. */
    private static byte[] pkcs12() throws Exception {
        KeyStore store = emptyPkcs12();
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(KEYS.pkcs8().reveal()));
        store.setKeyEntry("fps", key, PASSPHRASE.toCharArray(), new Certificate[] {KEYS.certificate()});
        return bytes(store);
    }

    private static KeyStore emptyPkcs12() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] bytes(KeyStore store) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, PASSPHRASE.toCharArray());
        return bytes.toByteArray();
    }

    /** A PKCS#12 file with the key alone, encrypted as by old tools. */
    private static byte[] pkcs12WithoutCertificate() throws Exception {
        OutputEncryptor encryptor = new BcPKCS12PBEOutputEncryptorBuilder(
                        PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                        CBCBlockCipher.newInstance(new DESedeEngine()))
                .build(PASSPHRASE.toCharArray());
        PrivateKeyInfo key = PrivateKeyInfo.getInstance(KEYS.pkcs8().reveal());
        return new PKCS12PfxPduBuilder()
                .addData(new PKCS12SafeBagBuilder(key, encryptor).build())
                .build(new BcPKCS12MacCalculatorBuilder(), PASSPHRASE.toCharArray())
                .getEncoded();
    }

    /** Certificate first and then the key, as {@code openssl pkcs12 -nodes} writes them. */
    private static byte[] pemAfterCertificate() {
        return Bytes.concat(
                pem("CERTIFICATE", KEYS.der()), pem("PRIVATE KEY", KEYS.pkcs8().reveal()));
    }

    static Stream<byte[]> privateKeys() throws Exception {
        byte[] prose = "Bag Attributes\n  friendlyName: fps\n".getBytes(StandardCharsets.US_ASCII);
        byte[] pkcs8 = KEYS.pkcs8().reveal();
        byte[] pem = pem("PRIVATE KEY", pkcs8);
        return Stream.of(
                pkcs8,
                pkcs1(),
                pem,
                pem("RSA PRIVATE KEY", pkcs1()),
                Bytes.concat(prose, pem),
                pemAfterCertificate(),
                // with a title of another form, or an unknown title
                pem("RSA PRIVATE KEY", pkcs8),
                pem("PRIVATE KEY", pkcs1()),
                pem("EC PRIVATE KEY", pkcs8),
                pem("KEY", pkcs1()));
    }

    static Stream<byte[]> encryptedPrivateKeys() throws Exception {
        return Stream.of(
                encrypted(),
                encryptedByDes(),
                pem("ENCRYPTED PRIVATE KEY", encrypted()),
                pem("ENCRYPTED PRIVATE KEY", encryptedByDes()),
                pem("PRIVATE KEY", encrypted()),
                encryptedPem("AES-256-CBC"),
                encryptedPem("AES-128-CBC"),
                encryptedPem("DES-EDE3-CBC"),
                pkcs12(),
                pkcs12WithoutCertificate(),
                pem("PKCS12", pkcs12()));
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void privateKey_isReadInEveryForm(byte[] bytes) {
        assertEquals(KIND.read(RIGHT), read("privateKey", bytes));
    }

    @ParameterizedTest
    @MethodSource("encryptedPrivateKeys")
    void encryptedPrivateKey_opensWithItsPassphrase(byte[] form) {
        Map<String, byte[]> values = new HashMap<>(RIGHT);
        values.put("privateKey", form);
        assertMessage("privateKey is encrypted; its passphrase is required", values);
        for (String wrong : List.of("wrong", "correct horsf", "", "ü")) {
            values.put("passphrase", wrong.getBytes(StandardCharsets.UTF_8));
            assertMessage(WRONG_PASSPHRASE, values);
        }
        values.put("passphrase", (PASSPHRASE + "\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(KIND.read(RIGHT), KIND.read(ImmutableMap.copyOf(values)));
    }

    /** One in 256 wrong passphrases decrypts to bytes with valid padding. */
    @Test
    void wrongPassphrase_isAlwaysCalledOne() throws Exception {
        Map<String, byte[]> values = new HashMap<>(RIGHT);
        values.put("privateKey", encryptedPem("AES-128-CBC"));
        for (int wrong = 0; wrong < 1_000; wrong++) {
            values.put("passphrase", Integer.toString(wrong).getBytes(StandardCharsets.UTF_8));
            assertMessage(WRONG_PASSPHRASE, values);
        }
    }

    @Test
    void pkcs12_bringsItsCertificate_unlessOneIsGiven() throws Exception {
        ImmutableMap<String, byte[]> values = ImmutableMap.of(
                "privateKey",
                pkcs12(),
                "passphrase",
                PASSPHRASE.getBytes(StandardCharsets.UTF_8),
                "ask",
                KEYS.ask().reveal());
        assertEquals(KIND.read(RIGHT), KIND.read(values));

        Map<String, byte[]> other = new HashMap<>(values);
        other.put("certificate", Keys.make(2048).der());
        assertMessage("privateKey does not belong to certificate", other);
        other.remove("certificate");
        other.put("privateKey", pkcs12WithoutCertificate());
        assertMessage("certificate is required", other);
    }

    @Test
    void pkcs12WithoutKey_isRefused() throws Exception {
        Map<String, byte[]> values = new HashMap<>(RIGHT);
        values.put("passphrase", PASSPHRASE.getBytes(StandardCharsets.UTF_8));
        values.put("privateKey", bytes(emptyPkcs12()));
        assertMessage("privateKey is a PKCS#12 file without a private key", values);
        KeyStore certificates = emptyPkcs12();
        certificates.setCertificateEntry("fps", KEYS.certificate());
        values.put("privateKey", bytes(certificates));
        assertMessage("privateKey is a PKCS#12 file without a private key", values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA",
                "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC\n\nAAAA",
                "Proc-Type: 4,ENCRYPTED\nDEK-Info: ROT13,00000000000000000000000000000000\n\nAAAA",
                "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,xy\n\nAAAA",
                "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00000000000000000000000000000000\n\nAAAA"
            })
    void oldEncryptedForm_thatIsInvalid_isRefused(String content) {
        Map<String, byte[]> values = new HashMap<>(RIGHT);
        values.put(
                "privateKey",
                ("-----BEGIN RSA PRIVATE KEY-----\n" + content + "\n-----END RSA PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertMessage("privateKey is encrypted; its passphrase is required", values);
        values.put("passphrase", PASSPHRASE.getBytes(StandardCharsets.UTF_8));
        assertMessage(WRONG_PASSPHRASE, values);
    }

    private static void assertMessage(String message, Map<String, byte[]> values) {
        InvalidCredentialException refused =
                assertThrows(InvalidCredentialException.class, () -> KIND.read(ImmutableMap.copyOf(values)));
        assertEquals(message, refused.getMessage());
        assertNull(refused.getCause(), "a cause may show what is in a key");
    }

    /** Cut at every length: a PEM text, an encrypted one, and each form in DER. */
    @Test
    void privateKeyThatIsCut_isRefusedWithoutACause() throws Exception {
        byte[] pem = pem("PRIVATE KEY", KEYS.pkcs8().reveal());
        // The last line may lack its end.
        byte[] withoutLineEnd = Arrays.copyOf(pem, pem.length - 1);
        for (byte[] form : List.of(withoutLineEnd, KEYS.pkcs8().reveal(), pkcs1(), encrypted(), pkcs12())) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.put("passphrase", PASSPHRASE.getBytes(StandardCharsets.UTF_8));
            for (int length = 0; length < form.length; length += 7) {
                values.put("privateKey", Arrays.copyOf(form, length));
                assertMessage(NOT_A_KEY, values);
            }
        }
    }

    @Test
    void privateKeyWithOneWrongBit_isReadOrRefusedWithoutACause() throws Exception {
        for (byte[] form : List.of(pkcs1(), pem("RSA PRIVATE KEY", pkcs1()), pkcs12(), encryptedPem("AES-128-CBC"))) {
            for (int bit = 0; bit < form.length * Byte.SIZE; bit += 521) {
                Map<String, byte[]> values = new HashMap<>(RIGHT);
                values.put("passphrase", PASSPHRASE.getBytes(StandardCharsets.UTF_8));
                values.put("privateKey", Bits.flipped(form, bit));
                try {
                    KIND.read(ImmutableMap.copyOf(values));
                } catch (InvalidCredentialException refused) {
                    assertTrue(String.valueOf(refused.getMessage()).startsWith("privateKey "), refused.getMessage());
                    assertNull(refused.getCause(), "a cause may show what is in a key");
                }
            }
        }
    }

    /** Keys of other algorithms, as PKCS#8 in DER and PEM, and in the algorithm's own form. */
    @ParameterizedTest
    @CsvSource({
        "EC, 256, EC",
        "DSA, 1024, DSA",
        "Ed25519, 255, algorithm 1.3.101.112",
        "X25519, 255, algorithm 1.3.101.110",
        "RSASSA-PSS, 2048, algorithm 1.2.840.113549.1.1.10"
    })
    void keyOfAnotherAlgorithm_isRefusedInWords(String algorithm, int size, String name) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        List<byte[]> forms = new ArrayList<>(List.of(key.getEncoded(), pem("PRIVATE KEY", key.getEncoded())));
        if (name.equals(algorithm)) {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(key);
            }
            forms.add(text.toString().getBytes(StandardCharsets.US_ASCII));
            forms.add(Base64.getMimeDecoder().decode(text.toString().replaceAll("-----[^-]+-----", "")));
        }
        for (byte[] form : forms) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.put("privateKey", form);
            assertMessage("privateKey is not an RSA key but one of " + name + "; FairPlay needs RSA", values);
        }
    }

    @Test
    void publicKey_isRefusedInWords() throws Exception {
        byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(KEYS.publicKey().getEncoded())
                .parsePublicKey()
                .toASN1Primitive()
                .getEncoded();
        for (String algorithm : List.of("RSA", "DSA", "EC")) {
            byte[] key = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            for (byte[] form : List.of(key, pem("PUBLIC KEY", key), pem("PRIVATE KEY", key), pkcs1)) {
                Map<String, byte[]> values = new HashMap<>(RIGHT);
                values.put("privateKey", form);
                assertMessage("privateKey is a public key; the private key of the certificate is needed", values);
            }
        }
    }

    @Test
    void certificateInPlaceOfAKey_isRefused() {
        for (byte[] form : List.of(KEYS.der(), pem("CERTIFICATE", KEYS.der()), pem("PRIVATE KEY", KEYS.der()))) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.put("privateKey", form);
            assertMessage("privateKey is a certificate; the private key of the certificate is needed", values);
        }
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
    void keyOfAnotherSize_isRefused() {
        assertThrows(InvalidCredentialException.class, () -> Keys.make(1536));
    }

    @Test
    void missingField_isRefused() {
        for (CredentialField field : KIND.fields()) {
            Map<String, byte[]> values = new HashMap<>(RIGHT);
            values.remove(field.name());
            if (field.isRequired() || field.name().equals("certificate")) {
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
