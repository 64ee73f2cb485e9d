package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.Explanation;

/** The D functions there are: the one that the operator installed, if any, and the simulator's, which serves simulated credentials and nothing else. */
final class DFunctions {
    private final Optional<DFunction> installed;

    private DFunctions(Optional<DFunction> installed) {
        this.installed = installed;
    }

    /**
     * Finds the one that is installed.
     *
     * @throws PluginException if there are several
     */
    static DFunctions of(DrmContext context) {
        ImmutableList<DFunction> found = context.services(DFunction.class);
        if (found.size() > 1) {
            String names = found.stream().map(d -> d.getClass().getName()).collect(Collectors.joining(" and "));
            throw new PluginException("there is more than one D function for FairPlay: " + names + "; leave one");
        }
        return new DFunctions(found.stream().findFirst());
    }

    /** Whether a device's secrets can be opened with this credential. */
    boolean serve(FairPlayCredential credential) {
        return credential.simulated() || installed.isPresent();
    }

    /**
     * The key of a device's secrets, 16 bytes.
     *
     * @throws MalformedException if there is no D function, or it makes no key
     */
    byte[] derive(byte[] r2, FairPlayCredential credential) {
        Optional<DFunction> function = credential.simulated() ? Optional.of(DFunctions::simulated) : installed;
        byte[] key = derive(function.orElseThrow(DFunctions::none), r2, credential.ask());
        if (key.length != Aes.BLOCK) {
            throw failure(key.length + " bytes");
        }
        return key;
    }

    private static byte[] derive(DFunction function, byte[] r2, ApplicationSecretKey ask) {
        try {
            return function.derive(r2.clone(), ask.reveal()).clone();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Somebody else's code that was given a secret: its text stays where it is.
            throw failure("a failure, " + e.getClass().getName());
        }
    }

    private static MalformedException none() {
        return new MalformedException(
                new Explanation(
                        "A device's secrets are opened with the D function.",
                        "a D function, found in a jar in the folder plugins/",
                        "none",
                        "The jar of Apple's D function is not in plugins/, or it does not name the class in META-INF/services."));
    }

    private static MalformedException failure(String got) {
        return new MalformedException(new Explanation(
                "The D function makes a key of R2 and the application secret key.",
                "16 bytes",
                got,
                "The jar with the D function is not what Apple delivered, or lacks something that it needs."));
    }

    /** The simulator's own function, by which simulated devices and services understand each other. It is no substitute for Apple's: no real device knows it. */
    private static byte[] simulated(byte[] r2, byte[] ask) {
        return Arrays.copyOf(Sha1.of(Bytes.concat(ask, r2, ask)), Aes.BLOCK);
    }
}
