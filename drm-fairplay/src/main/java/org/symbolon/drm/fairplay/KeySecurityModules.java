package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.Explanation;
import org.symbolon.drm.fairplay.credential.AccountCredentials;
import org.symbolon.drm.fairplay.credential.FairPlayCredential;
import org.symbolon.drm.fairplay.message.MalformedException;
import org.symbolon.drm.fairplay.message.SpcContainer;

/** The key security modules that the operator installed, by the version of SPCs, and the plug-in's own. */
final class KeySecurityModules {
    private final ImmutableMap<Integer, KeySecurityModule> installed;
    private final VersionOneModule.Parts own;

    private KeySecurityModules(ImmutableMap<Integer, KeySecurityModule> installed, VersionOneModule.Parts own) {
        this.installed = installed;
        this.own = own;
    }

    /**
     * Finds the installed modules.
     *
     * @throws PluginException if two have one version, or one names no version
     */
    static KeySecurityModules of(DrmContext context) {
        Map<Integer, KeySecurityModule> installed = new LinkedHashMap<>();
        for (KeySecurityModule module : context.services(KeySecurityModule.class)) {
            String name = module.getClass().getName();
            if (module.spcVersions().isEmpty()) {
                throw new PluginException("the key security module " + name + " names no version of SPCs");
            }
            for (int version : module.spcVersions()) {
                KeySecurityModule other = installed.putIfAbsent(version, module);
                if (other != null) {
                    throw new PluginException("there are two key security modules for SPCs of version " + version + ": "
                            + other.getClass().getName() + " and " + name + "; remove one of them");
                }
            }
        }
        return new KeySecurityModules(ImmutableMap.copyOf(installed), VersionOneModule.Parts.of(context));
    }

    /** The versions of SPCs that can be answered. */
    ImmutableSet<Integer> versions() {
        return ImmutableSet.<Integer>builder()
                .add(VersionOneModule.VERSION)
                .addAll(installed.keySet())
                .build();
    }

    /**
     * Has the module for the version of an SPC answer it.
     *
     * @throws LicenseRefusedException if there is no CKC for it
     * @throws MalformedException if it is no SPC, or no module answers its version
     */
    byte[] ckc(SpcRequest request, AccountCredentials credentials) {
        int version = request.version();
        KeySecurityModule module = installed.get(version);
        if (module != null && !isSimulated(request, credentials)) {
            return answered(module, request);
        }
        if (version != VersionOneModule.VERSION) {
            throw SpcContainer.versionNotAnswered(request.spc(), versions());
        }
        return new VersionOneModule(own, credentials).ckc(request);
    }

    /** The simulator makes SPCs of version 1 for a D function that no other module has. */
    private static boolean isSimulated(SpcRequest request, AccountCredentials credentials) {
        return request.version() == VersionOneModule.VERSION
                && SpcContainer.find(request.spc(), credentials)
                        .filter(FairPlayCredential::simulated)
                        .isPresent();
    }

    private static byte[] answered(KeySecurityModule module, SpcRequest request) {
        try {
            return Optional.ofNullable(module.ckc(request))
                    .filter(ckc -> ckc.length > 0)
                    .orElseThrow(() -> failed(module, "no bytes"));
        } catch (LicenseRefusedException | MalformedException refused) {
            throw refused;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Neither the message nor the cause is kept, because the module was given secrets.
            throw failed(module, "an exception, " + e.getClass().getName());
        }
    }

    private static MalformedException failed(KeySecurityModule module, String got) {
        return new MalformedException(Explanation.of(
                "An installed key security module makes a CKC, or refuses the SPC.",
                "a CKC from " + module.getClass().getName(),
                got,
                "A fault in the module, or its jar lacks classes or a native library that it needs."));
    }
}
