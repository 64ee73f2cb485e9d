package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which FairPlay players post a challenge (SPC) and are answered with a licence (CKC). */
enum LicenseForm {
    RAW("application/octet-stream", "", "", Optional.empty()),
    FORM("application/x-www-form-urlencoded", "spc=", "", Optional.of("\\s*<ckc>([^<]*)</ckc>\\s*")),
    JSON("application/json", "{\"spc\":\"", "\"}", Optional.of("\\s*\\{\\s*\"ckc\"\\s*:\\s*\"([^\"]*)\"\\s*\\}\\s*"));

    private final String mediaType;
    private final String before;
    private final String after;
    /** Where the licence stands in Base64; empty where the whole answer is the licence. */
    private final Optional<String> answer;

    LicenseForm(String mediaType, String before, String after, Optional<String> answer) {
        this.mediaType = mediaType;
        this.before = before;
        this.after = after;
        this.answer = answer;
    }

    static Optional<LicenseForm> parse(String text) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    String mediaType() {
        return mediaType;
    }

    /** What is posted. */
    byte[] body(byte[] challenge) {
        if (this == RAW) {
            return challenge;
        }
        String base64 = Base64.getEncoder().encodeToString(challenge);
        return (before + (this == FORM ? URLEncoder.encode(base64, UTF_8) : base64) + after).getBytes(US_ASCII);
    }

    /**
     * The licence in an answer.
     *
     * @throws IllegalArgumentException if the answer does not have this form
     */
    byte[] license(byte[] body) {
        if (answer.isEmpty()) {
            return body;
        }
        Matcher found = Pattern.compile(answer.get()).matcher(new String(body, UTF_8));
        if (!found.matches()) {
            throw new IllegalArgumentException("it does not have the form of an answer to " + mediaType);
        }
        return Base64.getMimeDecoder().decode(found.group(1).replace("\\/", "/"));
    }
}
