package org.symbolon.drm.widevine;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JsonGenerator;

/** Signs messages for a licence service: encrypts the SHA-1 of a message with AES-256-CBC and PKCS#7 padding. */
final class RequestSigner {
    private RequestSigner() {}

    /** The signature of a message, 32 bytes. */
    static byte[] sign(ServiceSecret secret, byte[] message) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret.key(), "AES"), new IvParameterSpec(secret.iv()));
            return cipher.doFinal(MessageDigest.getInstance("SHA-1").digest(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES and SHA-1", e);
        }
    }

    /** The JSON to post: the message, its signature, and the provider that signed it. */
    static byte[] envelope(LicenseService service, byte[] message) {
        Base64.Encoder base64 = Base64.getEncoder();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("request", base64.encodeToString(message));
            json.writeStringProperty("signature", base64.encodeToString(sign(service.secret(), message)));
            json.writeStringProperty("signer", service.provider());
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
