package org.symbolon.core.value;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/** The secret half of an authenticator: 16 random bytes, written as 32 hexadecimal digits. */
public final class AuthenticatorSecret extends Secret {
    private static final int BYTES = 16;
    private static final byte[] PURPOSE = "symbolon authenticator".getBytes(StandardCharsets.US_ASCII);

    private AuthenticatorSecret(byte[] bytes) {
        super(bytes);
    }

    public static AuthenticatorSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new AuthenticatorSecret(bytes);
    }

    /** Reads 32 hexadecimal digits. */
    public static Optional<AuthenticatorSecret> parse(String hex) {
        return Hex.isHex(hex, BYTES) ? Optional.of(new AuthenticatorSecret(Hex.decode(hex))) : Optional.empty();
    }

    /**
     * The hash that is stored instead of the secret: SHA-256 of the purpose, the account and the secret. One round is
     * enough, because the secret is 128 random bits and not a password. The account is included so that equal secrets
     * of two accounts have different hashes.
     */
    public AuthenticatorHash hash(AccountId account) {
        ByteBuffer text = ByteBuffer.allocate(PURPOSE.length + Long.BYTES + BYTES)
                .put(PURPOSE)
                .putLong(account.value())
                .put(reveal());
        return AuthenticatorHash.of(Hashing.sha256().hashBytes(text.array()).asBytes());
    }
}
