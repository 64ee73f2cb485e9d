package org.symbolon.drm.fairplay.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.settings.SettingKey;

/** RSA-OAEP with SHA-1 and MGF1-SHA-1, which encrypts the AES key of an SPC. */
public final class Rsa {
    public static final SettingKey<String> PROVIDER = SettingKey.text(
            "drm.fp.rsa.provider",
            "",
            "The JCA provider of the JVM that computes RSA for FairPlay; if empty, the JVM chooses one");

    private static final String OAEP = "RSA/ECB/OAEPPadding";
    private static final OAEPParameterSpec SHA_1 =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    /** Permits are given in the order in which they are asked for. */
    private static final boolean IN_ORDER = true;

    private final Optional<Provider> provider;
    /** Whoever decrypts has one. */
    private final Semaphore permits;

    Rsa(Optional<Provider> provider, Semaphore permits) {
        this.provider = provider;
        this.permits = permits;
    }

    /**
     * RSA with a provider. The JVM's own does nothing but compute: on many more threads than there are processors all
     * answers would come late, and some very late, so only two decrypt at once for each processor. A provider that is
     * named may be a device that computes elsewhere, and is not limited.
     *
     * @param name the name of the provider; if empty, the JVM chooses one
     * @throws PluginException if the JVM has no such provider
     */
    public static Rsa of(String name) {
        if (name.isEmpty()) {
            return new Rsa(
                    Optional.empty(), new Semaphore(2 * Runtime.getRuntime().availableProcessors(), IN_ORDER));
        }
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new PluginException(PROVIDER.name() + " is " + name + ", but this JVM has no such provider");
        }
        return new Rsa(Optional.of(provider), new Semaphore(Integer.MAX_VALUE));
    }

    /** Decrypts; empty if the bytes were not encrypted for this key. May wait for others who decrypt. */
    public Optional<byte[]> decrypt(RSAPrivateCrtKey key, byte[] encrypted) {
        permits.acquireUninterruptibly();
        try {
            return Optional.of(crypt(Cipher.DECRYPT_MODE, key, encrypted));
        } catch (GeneralSecurityException | ProviderException e) {
            return Optional.empty();
        } finally {
            permits.release();
        }
    }

    public byte[] encrypt(RSAPublicKey key, byte[] plain) {
        try {
            return crypt(Cipher.ENCRYPT_MODE, key, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA-OAEP cannot encrypt " + plain.length + " bytes", e);
        }
    }

    private byte[] crypt(int mode, Key key, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = provider.isPresent() ? Cipher.getInstance(OAEP, provider.get()) : Cipher.getInstance(OAEP);
        cipher.init(mode, key, SHA_1);
        return cipher.doFinal(bytes);
    }
}
