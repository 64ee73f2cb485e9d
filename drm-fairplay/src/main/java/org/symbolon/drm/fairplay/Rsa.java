package org.symbolon.drm.fairplay;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.settings.SettingKey;

/** RSA-OAEP with SHA-1 and MGF1-SHA-1, under which the key of an SPC comes. */
final class Rsa {
    static final SettingKey<String> PROVIDER = SettingKey.text(
            "drm.fp.rsa.provider",
            "",
            "The JCA provider, among those of the JVM, that does RSA for FairPlay; the JVM's choice where empty");

    private static final String OAEP = "RSA/ECB/OAEPPadding";
    private static final OAEPParameterSpec SHA_1 =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);

    private final Optional<Provider> provider;

    private Rsa(Optional<Provider> provider) {
        this.provider = provider;
    }

    /**
     * By a provider of this name, or with an empty one by the JVM's choice.
     *
     * @throws PluginException if the JVM has no such provider
     */
    static Rsa by(String name) {
        if (name.isEmpty()) {
            return new Rsa(Optional.empty());
        }
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new PluginException(PROVIDER.name() + " names " + name + ", which this JVM does not have");
        }
        return new Rsa(Optional.of(provider));
    }

    /** What was encrypted; empty for what makes no sense under this key. */
    Optional<byte[]> decrypt(RSAPrivateCrtKey key, byte[] encrypted) {
        try {
            return Optional.of(crypt(Cipher.DECRYPT_MODE, key, encrypted));
        } catch (GeneralSecurityException | ProviderException e) {
            return Optional.empty();
        }
    }

    byte[] encrypt(RSAPublicKey key, byte[] plain) {
        try {
            return crypt(Cipher.ENCRYPT_MODE, key, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA-OAEP does not take " + plain.length + " bytes", e);
        }
    }

    private byte[] crypt(int mode, Key key, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = provider.isPresent() ? Cipher.getInstance(OAEP, provider.get()) : Cipher.getInstance(OAEP);
        cipher.init(mode, key, SHA_1);
        return cipher.doFinal(bytes);
    }
}
