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

/** Signs messages for a licence service: AES-256-CBC with PKCS#7 padding, under the provider's key and IV, over the SHA-1 of the message. */
final class RequestSigner {
    private RequestSigner() {}

    static byte[] sign(ServiceSecret secret, byte[] message) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret.key(), "AES"), new IvParameterSpec(secret.iv()));
            return cipher.doFinal(MessageDigest.getInstance("SHA-1").digest(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES and SHA-1", e);
        }
    }

    /** What is posted: the message, its signature and who signed it. */
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
