package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.security.SecureRandom;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.value.ContentKey;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Rsa;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.Spc;
import org.symbolon.drm.fairplay.message.SpcContainer;
import org.symbolon.drm.fairplay.message.SpcField;

/**
 * The plug-in's own module, for SPCs of version 1 (redemption, "FairPlay"). It knows more of the account's credentials
 * than a {@link SpcRequest} says: which of them the simulator made, and which cannot be read.
 */
record VersionOneModule(Parts parts, AccountCredentials credentials) implements KeySecurityModule {
    static final int VERSION = 1;

    /** What the module works with, whatever the account. */
    record Parts(DFunctions dFunctions, Rsa rsa, SecureRandom random) {
        static Parts of(DrmContext context) {
            return new Parts(DFunctions.of(context), Rsa.of(context.settings().get(Rsa.PROVIDER)), context.random());
        }
    }

    @Override
    public ImmutableSet<Integer> spcVersions() {
        return ImmutableSet.of(VERSION);
    }

    @Override
    public byte[] ckc(SpcRequest request) {
        try {
            SpcContainer container = SpcContainer.read(request.spc(), credentials);
            return ckc(container.open(parts.rsa()), container.credential(), request);
        } catch (MalformedException e) {
            throw LicenseMaker.refused(e);
        }
    }

    private byte[] ckc(Spc spc, FairPlayCredential credential, SpcRequest request) {
        request.addDeviceFacts(ImmutableMap.<String, String>builder()
                .put("certificate", credential.name())
                .putAll(spc.facts())
                .buildOrThrow());
        ContentKey key = request.contentKey(spc.value(SpcField.ASSET_ID));
        DeviceSecrets secrets = DeviceSecrets.open(spc, parts.dFunctions().derive(spc.value(SpcField.R2), credential));
        // Only now, because a device that is refused before its proof was checked would learn that the SPC decrypts.
        if (!spc.asksForDurations()) {
            request.playbackStateIsMissing();
        }
        Durations durations = new Durations(request.lease(), request.rental());
        return new Ckc(key, InitializationVector.of(request.iv()), durations).write(spc, secrets, parts.random());
    }
}
