package org.symbolon.drm.fairplay;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** What a player posted: an SPC, and the form that it came in. The form shows in the body itself; of Content-Type players say what they like. */
final class SpcBody {
    /** Many times what devices send, in the most wasteful of forms. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final String SPC = "spc";
    private static final String FORM_FIELD = SPC + "=";
    /** Remembers no names: those that others choose would fill the table. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(MOST_BYTES)
                    .maxDocumentLength(MOST_BYTES)
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
    static SpcBody read(ByteSource source) {
        byte[] body = bytes(source);
        int first = 0;
        while (first < body.length && isBlank(body[first])) {
            first++;
        }
        if (first < body.length && body[first] == '{') {
            return new SpcBody(base64(inJson(body), body), CkcForm.JSON);
        }
        // Nothing that begins like an SPC is text.
        if (first < body.length && body[first] > ' ') {
            List<String> fields = inForm(new String(body, first, body.length - first, StandardCharsets.ISO_8859_1));
            if (!fields.isEmpty()) {
                return new SpcBody(base64(fields, body), CkcForm.FORM);
            }
        }
        return new SpcBody(body, CkcForm.RAW);
    }

    private static byte[] bytes(ByteSource source) {
        try {
            byte[] body = source.slice(0, MOST_BYTES + 1L).read();
            if (body.length > MOST_BYTES) {
                throw noSpc("at most " + MOST_BYTES + " bytes", "more");
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the body of a request cannot be read", e);
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    private static ImmutableList<String> inForm(String text) {
        return Splitter.on('&')
                .splitToStream(text)
                .filter(field -> field.startsWith(FORM_FIELD))
                .map(field -> field.substring(FORM_FIELD.length()))
                .map(SpcBody::percentDecoded)
                .collect(ImmutableList.toImmutableList());
    }

    /** A plus that a client forgot to encode reads as a space, which Base64 has not. */
    private static String percentDecoded(String value) {
        try {
            return URLDecoder.decode(value.strip(), StandardCharsets.ISO_8859_1).replace(' ', '+');
        } catch (IllegalArgumentException e) {
            throw noSpc("a form whose values are percent-encoded", "a form with a percent sign that encodes nothing");
        }
    }

    private static List<String> inJson(byte[] body) {
        List<String> found = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), new String(body, StandardCharsets.UTF_8))) {
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
            throw noSpc("JSON, an object with a member spc", "something that begins as JSON and is none");
        }
        throw noSpc("one JSON object with a member spc", "something behind it");
    }

    private static byte[] base64(List<String> values, byte[] body) {
        String expected = "one " + SPC + " with the SPC in Base64";
        if (values.size() != 1) {
            throw noSpc(expected, BodyKind.of(body).words() + ", with " + values.size());
        }
        String text = CharMatcher.anyOf("\r\n").removeFrom(values.get(0));
        String unpadded = CharMatcher.is('=').trimTrailingFrom(text);
        try {
            return Base64.getDecoder().decode(unpadded.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw noSpc(expected, String.format(Locale.ROOT, "%d characters that are no Base64", text.length()));
        }
    }

    private static MalformedException noSpc(String expected, String got) {
        return new MalformedException(
                new Explanation(
                        "The body is an SPC, or holds one in a form that is understood.",
                        expected,
                        got,
                        "The player posts raw bytes, spc=<Base64> as a form, or {\"spc\": \"<Base64>\"}; this body is cut short or encoded twice."));
    }

    byte[] spc() {
        return spc.clone();
    }

    /** The form in which the answer goes back. */
    CkcForm form() {
        return form;
    }
}
