package org.symbolon.drm.fairplay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.symbolon.core.value.Challenge;

/** The forms in which simulated devices post an SPC, and in which they expect the CKC. */
enum SimulatedForm {
    /** The bytes of the SPC; the answer is the bytes of the CKC. */
    RAW("application/octet-stream", "", "", ""),
    FORM("application/x-www-form-urlencoded", "spc=", "", "\\s*<ckc>([^<]*)</ckc>\\s*"),
    JSON("application/json", "{\"spc\":\"", "\"}", "\\s*\\{\\s*\"ckc\"\\s*:\\s*\"([^\"]*)\"\\s*\\}\\s*"),
    /** The SPC in Base64 alone; the answer is the bytes of the CKC. */
    BASE64("text/plain", "", "", ""),
    STREAMING(
            "application/json",
            "{\"fairplay-streaming-request\":{\"version\":1,\"streaming-keys\":[{\"id\":1,\"uri\":\"skd://simulated\","
                    + "\"spc\":\"",
            "\"}]}}",
            "\\{\"fairplay-streaming-response\":\\{\"streaming-keys\":\\[\\{\"id\":1,\"uri\":\"skd://simulated\","
                    + "\"ckc\":\"([^\"]*)\"\\}\\]\\}\\}");

    private static final Pattern STATUS = Pattern.compile("\"status\":(-?[0-9]+)");

    /** The names of the forms; the usual one is the first. */
    static final ImmutableList<String> NAMES =
            Stream.of(values()).map(SimulatedForm::id).collect(ImmutableList.toImmutableList());

    private final String mediaType;
    private final String beforeSpc;
    private final String afterSpc;
    /** The form of the answer; its group is the CKC in Base64. Without use where the answer is bytes. */
    private final Pattern answer;

    SimulatedForm(String mediaType, String beforeSpc, String afterSpc, String answer) {
        this.mediaType = mediaType;
        this.beforeSpc = beforeSpc;
        this.afterSpc = afterSpc;
        this.answer = Pattern.compile(answer);
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The form with this name.
     *
     * @throws IllegalArgumentException if it is none of {@link #NAMES}
     */
    static SimulatedForm of(String id) {
        return Stream.of(values())
                .filter(form -> form.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no form " + id));
    }

    Challenge challenge(byte[] spc) {
        return Challenge.of(body(spc)).withMediaType(mediaType);
    }

    private byte[] body(byte[] spc) {
        if (this == RAW) {
            return spc;
        }
        String base64 = Base64.getEncoder().encodeToString(spc);
        return (beforeSpc + (this == FORM ? URLEncoder.encode(base64, UTF_8) : base64) + afterSpc).getBytes(US_ASCII);
    }

    /**
     * The CKC in an answer.
     *
     * @throws IllegalArgumentException if the answer does not have this form
     */
    byte[] ckc(byte[] body) {
        if (this == RAW || this == BASE64) {
            return body;
        }
        Matcher matcher = answer.matcher(new String(body, UTF_8));
        Matcher status = STATUS.matcher(new String(body, UTF_8));
        if (this == STREAMING && status.find()) {
            throw new IllegalArgumentException("the key is refused with status " + status.group(1));
        }
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it does not have the form of an answer to " + mediaType);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1).replace("\\/", "/"));
    }
}
