package org.symbolon.benchmarks;

import com.google.common.collect.ImmutableList;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.drm.fairplay.FairPlayPlugin;
import org.symbolon.testing.TestClaims;
import org.symbolon.testing.TestContext;
import org.symbolon.testing.TestCredential;
import org.symbolon.testing.TestEncodedPolicy;
import org.symbolon.testing.TestLicenseRequest;

/**
 * A FairPlay licence, from SPC to CKC, and beside it the RSA operation alone that no licence can do without: at most
 * 1.3 times as much.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@State(Scope.Benchmark)
public class CkcBenchmark {
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final int CONTENT_IV = 1;
    private static final int RENTAL_DURATION = 2;
    private static final int ENCRYPTED_KEY = 24;

    @Param({"1024", "2048"})
    private int keySize;

    private final FairPlayPlugin plugin = new FairPlayPlugin();
    private final Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final DrmContext context = TestContext.at(now);
    private final DrmSystem fairplay = plugin.create(context);

    private Optional<LicenseRequest> request = Optional.empty();
    private Optional<PrivateKey> key = Optional.empty();
    private byte[] encryptedKey = new byte[0];

    @Setup
    public void begin() throws GeneralSecurityException {
        DeviceSimulator simulator = plugin.simulator(context, keySize);
        NewCredential made = simulator.credential();
        Credential credential = TestCredential.of(made);
        byte[] spc =
                simulator.begin(credential, DeviceSimulator.RAW).challenge().bytes();
        request = Optional.of(request(credential, spc));
        key = Optional.of(privateKey(made));
        encryptedKey = Arrays.copyOfRange(spc, ENCRYPTED_KEY, ENCRYPTED_KEY + keySize / Byte.SIZE);
    }

    /** The first field of a credential is its key. */
    private static PrivateKey privateKey(NewCredential credential) throws GeneralSecurityException {
        FieldReader fields = new FieldReader(credential.secret().reveal());
        fields.next();
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(fields.bytes()));
    }

    private LicenseRequest request(Credential credential, byte[] spc) {
        DrmPolicy policy = fairplay.decode(TestEncodedPolicy.of(
                fields -> fields.bytes(CONTENT_IV, new byte[16]).number(RENTAL_DURATION, 3600)));
        TokenClaims claims = TestClaims.builder(Requests.FAIRPLAY, now)
                .addKey(ContentKey.of(new byte[ContentKey.BYTES]))
                .build();
        return TestLicenseRequest.of(claims, policy, Challenge.of(spc)).withCredentials(ImmutableList.of(credential));
    }

    @Benchmark
    public License spcToCkc() {
        return fairplay.license(request.orElseThrow());
    }

    @Benchmark
    public byte[] rsaAlone() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, key.orElseThrow(), OAEP);
        return cipher.doFinal(encryptedKey);
    }
}
