package org.symbolon.drm.fairplay.message;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.error.Explanation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * An SPC and the form in which a player posted it. The form is recognized by the body, not by the Content-Type, because
 * players send any.
 */
public final class SpcBody {
    /** Many times the length of what devices send. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final String SPC = "spc";
    private static final String FORM_FIELD = SPC + "=";
    private static final String BLANKS = " \t\r\n";
    /** Keeps no table of property names, because callers could fill it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(MAX_BYTES)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private final byte[] spc;
    private final CkcForm form;

    private SpcBody(byte[] spc, CkcForm form) {
        this.spc = spc;
        this.form = form;
    }

    /**
     * Reads a body.
     *
     * @throws MalformedException if it is too long, or is a form or JSON without an SPC
     */
    public static SpcBody read(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw malformed("at most " + MAX_BYTES + " bytes", body.length + " bytes");
        }
        // An SPC begins with zero bytes, so a body that begins with a printable character is not a raw one.
        int start = 0;
        while (start < body.length && BLANKS.indexOf(body[start]) >= 0) {
            start++;
        }
        boolean isText = start < body.length && body[start] > ' ';
        String text = isText ? new String(body, start, body.length - start, StandardCharsets.UTF_8) : "";
        if (text.startsWith("{")) {
            return new SpcBody(base64(valuesInJson(text), body), CkcForm.JSON);
        }
        ImmutableList<String> values = valuesInForm(text);
        return values.isEmpty() ? new SpcBody(body, CkcForm.RAW) : new SpcBody(base64(values, body), CkcForm.FORM);
    }

    private static ImmutableList<String> valuesInForm(String text) {
        return Splitter.on('&')
                .splitToStream(text)
                .filter(field -> field.startsWith(FORM_FIELD))
                .map(field -> field.substring(FORM_FIELD.length()))
                .map(SpcBody::percentDecoded)
                .collect(ImmutableList.toImmutableList());
    }

    /** The value without percent-encoding. A plus sign that was not encoded becomes a space, and is restored. */
    private static String percentDecoded(String value) {
        try {
            return URLDecoder.decode(value.strip(), StandardCharsets.UTF_8).replace(' ', '+');
        } catch (IllegalArgumentException e) {
            throw malformed("a form whose values are percent-encoded", "a form with an invalid percent-encoding");
        }
    }

    private static List<String> valuesInJson(String text) {
        List<String> found = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean spc = json.currentName().equals(SPC);
                if (json.nextToken() == JsonToken.VALUE_STRING && spc) {
                    found.add(json.getString());
                }
                json.skipChildren();
            }
            if (json.nextToken() == null) {
                return found;
            }
        } catch (JacksonException e) {
            throw malformed("JSON, an object with a member spc", "something that begins like JSON but is not JSON");
        }
        throw malformed("one JSON object with a member spc", "more text after the object");
    }

    private static byte[] base64(List<String> values, byte[] body) {
        String expected = "one " + SPC + " with the SPC in Base64";
        if (values.size() != 1) {
            throw malformed(expected, BodyKind.of(body).words() + ", with " + values.size());
        }
        String text = CharMatcher.anyOf("\r\n").removeFrom(values.get(0));
        String unpadded = CharMatcher.is('=').trimTrailingFrom(text);
        try {
            return Base64.getDecoder().decode(unpadded.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw malformed(expected, String.format(Locale.ROOT, "%d characters that are not Base64", text.length()));
        }
    }

    private static MalformedException malformed(String expected, String got) {
        return new MalformedException(Explanation.of(
                "The body is an SPC, or contains one in a known form.",
                expected,
                got,
                "The body is cut or encoded twice; players post raw bytes, spc=<Base64> as a form,"
                        + " or {\"spc\": \"<Base64>\"}."));
    }

    /** The bytes of the SPC. */
    public byte[] spc() {
        return spc.clone();
    }

    /** The form of the answer. */
    public CkcForm form() {
        return form;
    }
}
