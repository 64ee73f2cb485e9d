package org.symbolon.benchmarks;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.symbolon.core.internal.token.AesSiv;
import org.symbolon.core.internal.token.TokenIds;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.value.SealedToken;

/** What sealing costs, beside what else could have sealed the same claims; each ends in text. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@State(Scope.Thread)
public class SealBenchmark {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final TokenIds nonces = new TokenIds(random);
    private final SealedClaims usual = new SealedClaims();
    private final byte[] claims = usual.bytes();
    private final AesSiv aesSiv = new AesSiv(SealingKey.of(randomBytes(64)), randomBytes(5));
    private final SecretKey key = new SecretKeySpec(randomBytes(32), "AES");
    private final AesGcm aesGcm = new AesGcm(key);
    private final Jwe jwe = new Jwe(key, usual.claims());

    /** As the service does it: claims into bytes, sealed, as text. */
    @Benchmark
    public SealedToken token() {
        return usual.seal();
    }

    /** AES-256-SIV over the bytes of the claims, which begin with 16 random ones. */
    @Benchmark
    public String aesSiv() {
        return BASE64.encodeToString(aesSiv.seal(claims));
    }

    /** AES-256-GCM over the same bytes, with a nonce from {@link SecureRandom} for each token. */
    @Benchmark
    public String aesGcm() {
        return BASE64.encodeToString(aesGcm.seal(claims, randomBytes(AesGcm.NONCE_BYTES)));
    }

    /** The same, with nonces drawn in blocks as token ids are: the least that GCM can cost. */
    @Benchmark
    public String aesGcmNonceFromBlock() {
        byte[] nonce = Arrays.copyOf(nonces.next(Instant.EPOCH).bytes(), AesGcm.NONCE_BYTES);
        return BASE64.encodeToString(aesGcm.seal(claims, nonce));
    }

    /** The same claims as a JWE, from a claims set that is ready made. */
    @Benchmark
    public String nimbusJwe() {
        return jwe.seal();
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
