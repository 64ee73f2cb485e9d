package org.symbolon.core.drm;

import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.Secret;
import org.symbolon.core.value.WrappedKey;

/**
 * A token request as typed values, for services that embed the modules. A plug-in adds the parameters of its DRM. The
 * request becomes raw parameters, so that there is only one validation.
 */
public abstract class TypedTokenRequest {

    /** The DRM. */
    public abstract DrmId drm();

    /** The account that asks. */
    public abstract CustomerAuthenticator customerAuthenticator();

    /** The key id. */
    public abstract Optional<KeyId> kid();

    /** The content key, in the clear. */
    @Value.Redacted
    public abstract Optional<ContentKey> contentKey();

    /** The key under which {@link #ek} or a stored key is wrapped. */
    @Value.Redacted
    public abstract Optional<KeyEncryptionKey> kek();

    /** The content key, wrapped. */
    @Value.Redacted
    public abstract Optional<WrappedKey> ek();

    /** The end of the token; by default, and at most, 30 days from issuance. */
    public abstract Optional<Instant> expirationTime();

    /** The caller's own mark, up to 32 characters. */
    public abstract Optional<String> cookie();

    /** Adds the parameters of the DRM. */
    protected abstract void addTo(RequestParameters.Builder parameters);

    /** The request as parameters of the interface. */
    public final RequestParameters parameters() {
        RequestParameters.Builder parameters = RequestParameters.builder()
                .add("customerAuthenticator", customerAuthenticator().reveal());
        kek().ifPresent(kek -> parameters.add("kek", hex(kek)));
        kid().ifPresent(kid -> parameters.add("kid", kid.toString()));
        ek().ifPresent(ek -> parameters.add("ek", hex(ek)));
        contentKey().ifPresent(key -> parameters.add("contentKey", hex(key)));
        expirationTime().ifPresent(end -> parameters.add("expirationTime", end.toString()));
        cookie().ifPresent(cookie -> parameters.add("cookie", cookie));
        addTo(parameters);
        return parameters.build();
    }

    private static String hex(Secret secret) {
        return Hex.encode(secret.reveal());
    }
}
