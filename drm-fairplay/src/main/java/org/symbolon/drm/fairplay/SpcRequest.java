package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.ContentKey;

/**
 * An SPC, with everything that a {@link KeySecurityModule} needs to answer it or to refuse it. The plug-in implements
 * this interface; it grows by new methods. It is used by one thread.
 */
public interface SpcRequest {

    /** A copy of the SPC as the device made it: raw bytes, not Base64. */
    byte[] spc();

    /** The version of the SPC: its first four bytes. */
    int version();

    /** What operators have set for the account with {@code symbolon credential set fp}, in the order of their names. */
    ImmutableList<ApplicationCredential> credentials();

    /**
     * The content key that the device asks for.
     *
     * @param assetId the asset id in the SPC. It only matters if the token has several keys
     * @throws LicenseRefusedException if it names none of several keys
     */
    ContentKey contentKey(byte[] assetId);

    /** The content's IV, 16 bytes. */
    byte[] iv();

    /** How long playback may last after it has begun; unlimited if empty. */
    Optional<Duration> lease();

    /** How long the content may be kept; unlimited if empty. */
    Optional<Duration> rental();

    /**
     * Says that the device has sent no media playback state, so that it would not keep {@link #lease} and {@link
     * #rental}. Returns if the licence is to be made without them, or if there are none.
     *
     * @throws LicenseRefusedException if the account wants such a device to be refused
     */
    void playbackStateIsMissing();

    /**
     * Adds facts about the device to the record, by name, whether the licence is made or refused. They must hold no
     * secret.
     */
    void addDeviceFacts(ImmutableMap<String, String> facts);

    /**
     * The refusal (-6004) of an SPC that cannot be answered.
     *
     * @param explanation for the operator; it must hold no secret. The player is told none of it
     */
    LicenseRefusedException refusal(Explanation explanation);

    /** The refusal (-4001) of a device whose proof has failed; see {@link #refusal}. */
    LicenseRefusedException untrustedDevice(Explanation explanation);

    /** An application certificate of the account, with its secrets. */
    interface ApplicationCredential {

        /** The application certificate. */
        X509Certificate certificate();

        /** Its private key. */
        RSAPrivateCrtKey privateKey();

        /** A copy of the application secret key (ASK), 16 bytes. */
        byte[] ask();
    }
}
