package org.symbolon.core.drm;

import static org.symbolon.core.error.SharedError.INVALID_EXTENSION_PAYLOAD;
import static org.symbolon.core.error.SharedError.INVALID_EXTENSION_TYPE;
import static org.symbolon.core.error.SharedError.MISSING_VALUE;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.ValueForm;

/**
 * An extension of a licence, written {@code type,payload}: a type of 4 printable ASCII characters and a payload in
 * Base64 that only the player understands. A space in the payload is read as {@code +}, which some clients do not
 * encode in URLs.
 *
 * @param type the four characters
 * @param payload the payload in Base64, in its canonical form
 */
public record Extension(String type, String payload) {
    private static final int TYPE_LENGTH = 4;
    /**
     * The payloads travel in the token, and so in the licence URL, which must stay short enough for players, proxies
     * and servers.
     */
    private static final int MAX_BYTES = 2048;

    /**
     * The description of a repeatable parameter that holds extensions.
     *
     * @param otherwise the code for violations that have no code of their own
     */
    public static Parameter<Extension> parameter(String name, ErrorCode otherwise) {
        return Parameter.<Extension>named(name)
                .meaning(
                        "An extension of the licence, type,payload: 4 ASCII characters and Base64, such as wudo,AAAAAA==; at most"
                                + " 2048 bytes of payload in all")
                .repeatable(true)
                .invalid(otherwise)
                .addOtherCodes(INVALID_EXTENSION_TYPE, INVALID_EXTENSION_PAYLOAD, SharedError.MISSING_VALUE)
                .form(
                        ValueForm.matching(
                                "[!-+\\--~]{4},([A-Za-z0-9+/ ]{4})*([A-Za-z0-9+/ ]{2}(==)?|[A-Za-z0-9+/ ]{3}=?|[A-Za-z0-9+/ ]{4})"))
                .parser(text -> parse(text, otherwise))
                .build();
    }

    /** Reads all extensions of a request; refuses them if the payloads are too long in total. */
    public static ImmutableList<Extension> readAll(ParameterReader reader, Parameter<Extension> parameter) {
        ImmutableList<Extension> extensions = reader.readAll(parameter);
        int bytes = 0;
        for (Extension extension : extensions) {
            bytes += extension.decoded().length;
        }
        if (bytes > MAX_BYTES) {
            reader.refuse(
                    parameter.invalid(),
                    parameter,
                    "has " + bytes + " bytes of payload in all; at most 2048 are allowed");
        }
        return extensions;
    }

    private static Parsed<Extension> parse(String text, ErrorCode otherwise) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            return Parsed.invalid(otherwise, "must be <type>,<payload>; there is no comma");
        }
        String type = text.substring(0, comma);
        if (type.length() != TYPE_LENGTH || !type.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return Parsed.invalid(INVALID_EXTENSION_TYPE, "must begin with a type of 4 printable ASCII characters");
        }
        String payload = text.substring(comma + 1).replace(' ', '+');
        if (payload.isEmpty()) {
            return Parsed.invalid(MISSING_VALUE, "has no payload after the comma");
        }
        return decode(payload)
                .map(bytes ->
                        Parsed.valid(new Extension(type, Base64.getEncoder().encodeToString(bytes))))
                .orElseGet(
                        () -> Parsed.invalid(INVALID_EXTENSION_PAYLOAD, "must have a Base64 payload after the comma"));
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** The form in a token: the type, then the decoded payload. */
    public byte[] toBytes() {
        byte[] payloadBytes = decoded();
        byte[] bytes = Arrays.copyOf(type.getBytes(StandardCharsets.US_ASCII), TYPE_LENGTH + payloadBytes.length);
        System.arraycopy(payloadBytes, 0, bytes, TYPE_LENGTH, payloadBytes.length);
        return bytes;
    }

    /**
     * Reads the form in a token.
     *
     * @throws MalformedFieldsException if there is no payload
     */
    public static Extension ofBytes(byte[] bytes) {
        if (bytes.length <= TYPE_LENGTH) {
            throw new MalformedFieldsException("an extension has no payload");
        }
        String type = new String(bytes, 0, TYPE_LENGTH, StandardCharsets.US_ASCII);
        byte[] payload = Arrays.copyOfRange(bytes, TYPE_LENGTH, bytes.length);
        return new Extension(type, Base64.getEncoder().encodeToString(payload));
    }

    private byte[] decoded() {
        return Base64.getDecoder().decode(payload);
    }

    /** The form in a request. */
    @Override
    public String toString() {
        return type + "," + payload;
    }
}
