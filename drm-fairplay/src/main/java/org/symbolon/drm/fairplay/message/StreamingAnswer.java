package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableMap;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The answer to a {@code fairplay-streaming-request}: for each key its id and URI again, with the CKC, or with a status
 * if the key is refused.
 */
public final class StreamingAnswer {
    public static final String MEDIA_TYPE = "application/json";

    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text);

    /** An answer without keys. */
    public StreamingAnswer() {
        json.writeStartObject();
        json.writeObjectPropertyStart("fairplay-streaming-response");
        json.writeArrayPropertyStart("streaming-keys");
    }

    /** Adds a key that is granted. */
    public void grant(PostedSpc posted, byte[] ckc) {
        begin(posted);
        json.writeStringProperty("ckc", Base64.getEncoder().encodeToString(ckc));
        json.writeEndObject();
    }

    /**
     * Adds a key that is refused.
     *
     * @param status the number of the error code
     */
    public void refuse(PostedSpc posted, int status) {
        begin(posted);
        json.writeNumberProperty("status", status);
        json.writeEndObject();
    }

    private void begin(PostedSpc posted) {
        json.writeStartObject();
        ImmutableMap<String, Object> echoed = posted.echoed();
        echoed.forEach((name, value) -> {
            if (value instanceof BigInteger number) {
                json.writeNumberProperty(name, number);
            } else {
                json.writeStringProperty(name, value.toString());
            }
        });
    }

    /** Ends the answer and returns its bytes. */
    public byte[] toBytes() {
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.close();
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
