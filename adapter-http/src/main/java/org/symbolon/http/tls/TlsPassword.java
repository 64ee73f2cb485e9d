package org.symbolon.http.tls;

import java.nio.charset.StandardCharsets;
import org.symbolon.core.value.Secret;

/** The password of a PKCS#12 file, {@code http.tls.password}; empty if that is not set. */
public final class TlsPassword extends Secret {
    private TlsPassword(byte[] bytes) {
        super(bytes);
    }

    static TlsPassword of(String text) {
        return new TlsPassword(text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(reveal(), StandardCharsets.UTF_8);
    }
}
