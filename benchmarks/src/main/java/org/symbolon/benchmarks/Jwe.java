package org.symbolon.benchmarks;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import javax.crypto.SecretKey;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.value.Hex;

/** The token that we did not make: a JWE (dir, A256GCM) by Nimbus JOSE+JWT, of the same claims in JSON. */
final class Jwe {
    private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

    private final DirectEncrypter encrypter;
    private final JWTClaimsSet claims;

    Jwe(SecretKey key, TokenClaims claims) {
        this.claims = inJson(claims);
        try {
            this.encrypter = new DirectEncrypter(key);
        } catch (JOSEException wrongKeyLength) {
            throw new IllegalStateException(wrongKeyLength);
        }
    }

    /** The claims of {@link Requests#USUAL_WIDEVINE}, under names as short as those of a JWT. */
    private static JWTClaimsSet inJson(TokenClaims claims) {
        return new JWTClaimsSet.Builder()
                .jwtID(claims.id().toString())
                .subject(claims.account().toString())
                .issueTime(Date.from(claims.issued()))
                .expirationTime(Date.from(claims.end()))
                .claim("drm", claims.drm().value())
                .claim("ef", claims.errorFormat().id())
                .claim("cookie", claims.cookie().orElseThrow())
                .claim("kid", claims.keys().get(0).kid().orElseThrow().toString())
                .claim("cek", Hex.encode(claims.keys().get(0).contentKey().reveal()))
                .claim("sl", 1)
                .claim("hdcp", 0)
                .claim("dur", 3600)
                .build();
    }

    String seal() {
        try {
            EncryptedJWT jwt = new EncryptedJWT(HEADER, claims);
            jwt.encrypt(encrypter);
            return jwt.serialize();
        } catch (JOSEException noCipher) {
            throw new IllegalStateException(noCipher);
        }
    }
}
