package org.symbolon.drm.fairplay.message;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.symbolon.core.drm.BodyKind;
import org.symbolon.core.error.Explanation;

/**
 * The SPCs of a body and the form in which a player posted them. The form is recognized by the body, not by the
 * Content-Type, because players send any.
 */
public final class SpcBody {
    /** Many times the length of what devices send. */
    static final int MAX_BYTES = 256 * 1024;

    private static final String FORM_FIELD = "spc=";
    private static final String BLANKS = " \t\r\n";

    private final ImmutableList<PostedSpc> keys;
    private final CkcForm form;

    SpcBody(ImmutableList<PostedSpc> keys, CkcForm form) {
        this.keys = keys;
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
            return SpcJson.read(text);
        }
        ImmutableList<String> values = valuesInForm(text);
        if (values.size() > 1) {
            throw malformed("one spc with the SPC in Base64", "a form, with " + values.size());
        }
        if (!values.isEmpty()) {
            return new SpcBody(ImmutableList.of(PostedSpc.base64(values.get(0))), CkcForm.FORM);
        }
        boolean isBase64 = isText && BodyKind.of(body) == BodyKind.BASE64;
        return new SpcBody(ImmutableList.of(isBase64 ? PostedSpc.base64(text) : PostedSpc.raw(body)), CkcForm.RAW);
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

    static MalformedException malformed(String expected, String got) {
        return new MalformedException(Explanation.of(
                "The body is an SPC, or contains one in a known form.",
                expected,
                got,
                "The body is cut or encoded twice; players post raw bytes, Base64, spc=<Base64> as a form,"
                        + " {\"spc\": \"<Base64>\"}, or a fairplay-streaming-request."));
    }

    /** The SPCs: several only in a {@code fairplay-streaming-request}, at least one in any form. */
    public ImmutableList<PostedSpc> keys() {
        return keys;
    }

    /** The form of the answer. */
    public CkcForm form() {
        return form;
    }
}
