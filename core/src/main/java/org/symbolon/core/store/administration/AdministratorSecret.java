package org.symbolon.core.store.administration;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.core.value.Secret;

/**
 * What an administrator shows to be let in: a token, or the secret of a login that works once. It is 32 random bytes,
 * written as {@code sym_} and 43 characters of base64url, so that scanners for leaked secrets find it.
 */
public final class AdministratorSecret extends Secret {
    private static final int BYTES = 32;
    private static final String PREFIX = "sym_";
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private AdministratorSecret(byte[] bytes) {
        super(bytes);
    }

    public static AdministratorSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new AdministratorSecret(bytes);
    }

    /** Reads what {@link #text} writes; empty for a text that is no such secret. */
    public static Optional<AdministratorSecret> parse(String text) {
        return Optional.of(text)
                .filter(given -> given.startsWith(PREFIX))
                .map(given -> given.substring(PREFIX.length()))
                .filter(given -> TEXT.matcher(given).matches())
                .map(given -> new AdministratorSecret(Base64.getUrlDecoder().decode(given)));
    }

    /** The secret itself, to be shown once. */
    public String text() {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(reveal());
    }

    /**
     * The hash that is stored instead: SHA-256. One round is enough, because the secret is 256 random bits and not a
     * password.
     */
    public TokenHash hash() {
        return TokenHash.of(Hashing.sha256()
                .newHasher()
                .putString("symbolon administrator", US_ASCII)
                .putBytes(reveal())
                .hash()
                .asBytes());
    }
}
