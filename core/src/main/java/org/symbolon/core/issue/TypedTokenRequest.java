package org.symbolon.core.issue;

import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.account.CustomerAuthenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.WrappedKey;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.secret.Secret;

/**
 * What the typed requests of all DRMs have in common, for services that embed the modules and have values rather than texts. Becomes raw parameters, so
 * that there is one validation, not two.
 */
public abstract class TypedTokenRequest {

    /** The DRM that is asked. */
    public abstract DrmId drm();

    /** Who is asking. */
    public abstract CustomerAuthenticator customerAuthenticator();

    /** The key id. */
    public abstract Optional<KeyId> kid();

    /** The content key, in the clear. */
    @Value.Redacted
    public abstract Optional<ContentKey> contentKey();

    /** The key that {@link #ek} or a stored key is wrapped under. */
    @Value.Redacted
    public abstract Optional<KeyEncryptionKey> kek();

    /** The content key, wrapped. */
    @Value.Redacted
    public abstract Optional<WrappedKey> ek();

    /** The end of the token; 30 days from issuance by default, which is the most. */
    public abstract Optional<Instant> expirationTime();

    /** The caller's own mark, up to 32 characters. */
    public abstract Optional<String> cookie();

    /** Adds the DRM's own parameters. */
    protected abstract void addTo(RequestParameters.Builder parameters);

    /** The request in the words of the interface. */
    public final RequestParameters parameters() {
        RequestParameters.Builder parameters = RequestParameters.builder()
                .add(
                        CommonParameters.CUSTOMER_AUTHENTICATOR.name(),
                        customerAuthenticator().reveal());
        kek().ifPresent(kek -> parameters.add(CommonParameters.KEK.name(), hex(kek)));
        kid().ifPresent(kid -> parameters.add(CommonParameters.KID, kid.toString()));
        ek().ifPresent(ek -> parameters.add(CommonParameters.EK.name(), hex(ek)));
        contentKey().ifPresent(key -> parameters.add(CommonParameters.CONTENT_KEY.name(), hex(key)));
        expirationTime().ifPresent(end -> parameters.add(CommonParameters.EXPIRATION_TIME.name(), end.toString()));
        cookie().ifPresent(cookie -> parameters.add(CommonParameters.COOKIE.name(), cookie));
        addTo(parameters);
        return parameters.build();
    }

    private static String hex(Secret secret) {
        return Hex.encode(secret.reveal());
    }
}
