package org.symbolon.testing;

import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.CredentialSecret;
import org.symbolon.core.drm.credential.NewCredential;

/** An opened credential. As in core, two credentials with the same content are different objects and are not equal. */
public final class TestCredential implements Credential {
    private final String name;
    private final CredentialSecret secret;

    private TestCredential(String name, CredentialSecret secret) {
        this.name = name;
        this.secret = secret;
    }

    /** A credential with this content. */
    public static TestCredential of(String name, CredentialSecret secret) {
        return new TestCredential(name, secret);
    }

    /** A credential that a plug-in has made, as the plug-in gets it back after it was stored. */
    public static TestCredential of(NewCredential made) {
        return new TestCredential(made.name(), made.secret());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CredentialSecret secret() {
        return secret;
    }
}
