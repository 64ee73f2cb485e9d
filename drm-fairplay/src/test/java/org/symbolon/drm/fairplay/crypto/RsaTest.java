package org.symbolon.drm.fairplay.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many decrypt at once. What RSA computes is tested with SPCs. */
@Timeout(60)
final class RsaTest {
    private static final byte[] PLAIN = {1, 2, 3};

    private final KeyPair keys;
    private final Semaphore permits = new Semaphore(0, true);
    private final Rsa rsa = new Rsa(Optional.empty(), permits);

    RsaTest() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        keys = generator.generateKeyPair();
    }

    private Optional<byte[]> decrypt(byte[] encrypted) {
        return rsa.decrypt((RSAPrivateCrtKey) keys.getPrivate(), encrypted);
    }

    @Test
    void decrypt_whileAsManyDecryptAsMay_waitsForOneOfThem() throws InterruptedException {
        byte[] encrypted = rsa.encrypt((RSAPublicKey) keys.getPublic(), PLAIN);
        CompletableFuture<Optional<byte[]>> answer = CompletableFuture.supplyAsync(() -> decrypt(encrypted));
        while (!permits.hasQueuedThreads()) {
            Thread.sleep(1);
        }
        assertFalse(answer.isDone());

        permits.release();
        assertArrayEquals(PLAIN, answer.join().orElseThrow());
        assertEquals(1, permits.availablePermits());
    }

    @Test
    void decrypt_ofWhatWasNotEncryptedForTheKey_leavesItsPlaceToTheNext() {
        permits.release();
        assertTrue(decrypt(new byte[128]).isEmpty());
        assertEquals(1, permits.availablePermits());
    }
}
