package org.symbolon.drm.widevine;

import com.google.common.io.ByteSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A signed request, as the stand-in reads it. */
record SignedRequest(ByteSource message, ByteSource signature, String signer) {

    /** Reads a request; empty where it is none. */
    static Optional<SignedRequest> read(byte[] posted) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = Json.parser(posted)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    return Optional.empty();
                }
                fields.put(name, json.getString());
            }
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(new SignedRequest(
                    ByteSource.wrap(base64.decode(fields.getOrDefault("request", ""))),
                    ByteSource.wrap(base64.decode(fields.getOrDefault("signature", ""))),
                    fields.getOrDefault("signer", "")));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
