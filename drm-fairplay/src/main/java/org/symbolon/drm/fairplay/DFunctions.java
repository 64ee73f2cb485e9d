package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.Explanation;
import org.symbolon.drm.fairplay.credential.ApplicationSecretKey;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.crypto.Aes;
import org.symbolon.drm.fairplay.crypto.Sha1;
import org.symbolon.drm.fairplay.message.MalformedException;

/**
 * The two D functions: the one that the operator installed, if any, and the simulator's, which is used with credentials
 * of the simulator only.
 */
final class DFunctions {
    private final Optional<DFunction> installed;

    private DFunctions(Optional<DFunction> installed) {
        this.installed = installed;
    }

    /**
     * Finds the installed D function.
     *
     * @throws PluginException if there are several
     */
    static DFunctions of(DrmContext context) {
        ImmutableList<DFunction> found = context.services(DFunction.class);
        if (found.size() > 1) {
            String names = found.stream().map(d -> d.getClass().getName()).collect(Collectors.joining(" and "));
            throw new PluginException(
                    "there is more than one D function for FairPlay: " + names + "; remove all but one");
        }
        return new DFunctions(found.stream().findFirst());
    }

    /** Whether there is a D function for this credential. */
    boolean isInstalledFor(FairPlayCredential credential) {
        return credential.simulated() || installed.isPresent();
    }

    /**
     * The key that encrypts the secrets of a device, 16 bytes.
     *
     * @throws MalformedException if there is no D function, or it fails
     */
    byte[] derive(byte[] r2, FairPlayCredential credential) {
        Optional<DFunction> function = credential.simulated() ? Optional.of(DFunctions::simulated) : installed;
        byte[] key = derive(function.orElseThrow(DFunctions::notInstalled), r2, credential.ask());
        if (key.length != Aes.BLOCK) {
            throw failed(key.length + " bytes");
        }
        return key;
    }

    private static byte[] derive(DFunction function, byte[] r2, ApplicationSecretKey ask) {
        try {
            return function.derive(r2.clone(), ask.reveal()).clone();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Neither the message nor the cause is kept, because the function was given a secret.
            throw failed("an exception, " + e.getClass().getName());
        }
    }

    private static MalformedException notInstalled() {
        return new MalformedException(Explanation.of(
                "The secrets of a device are decrypted with the D function.",
                "a D function in a jar in the folder plugins/",
                "none",
                "The jar with the D function is not in plugins/,"
                        + " or does not name its class in META-INF/services."));
    }

    private static MalformedException failed(String got) {
        return new MalformedException(Explanation.of(
                "The D function derives a key from R2 and the application secret key.",
                "16 bytes",
                got,
                "The jar with the D function is not the one that Apple delivered, or lacks classes that it needs."));
    }

    /** The D function of simulated devices. It does not replace Apple's, because no real device uses it. */
    private static byte[] simulated(byte[] r2, byte[] ask) {
        return Arrays.copyOf(Sha1.of(Bytes.concat(ask, r2, ask)), Aes.BLOCK);
    }
}
