package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.RequestParameters;

/**
 * Decodes {@code application/x-www-form-urlencoded}, of a query or of a body. Strict where decoders commonly guess: a percent sign without
 * two hexadecimal digits, and bytes that are no UTF-8, make the text malformed, since a key or a rule that was guessed would be a wrong licence.
 */
final class FormDecoder {
    private static final int MOST_PARAMETERS = 256;
    private static final ImmutableList<String> JSON = ImmutableList.of(ErrorFormat.JSON.id());

    private final RequestParameters.Builder parameters = RequestParameters.builder();
    private int pairs;
    private boolean malformed;

    /** The parameters of a request's query. */
    static FormDecoder ofQuery(Exchange exchange) {
        FormDecoder form = new FormDecoder();
        Optional.ofNullable(exchange.request().query()).ifPresent(form::add);
        return form;
    }

    /**
     * Adds the pairs of a text. Pairs that are malformed are left out and remembered, so that the rest can still say in which shape the caller
     * wants to be told.
     *
     * @param text one character for each byte, as it came (ISO 8859-1)
     */
    void add(String text) {
        int from = 0;
        while (from < text.length() && pairs <= MOST_PARAMETERS) {
            int ampersand = text.indexOf('&', from);
            int to = ampersand < 0 ? text.length() : ampersand;
            if (to > from && ++pairs <= MOST_PARAMETERS) {
                addPair(text, from, to);
            }
            from = to + 1;
        }
    }

    private void addPair(String text, int from, int to) {
        int equals = from;
        while (equals < to && text.charAt(equals) != '=') {
            equals++;
        }
        try {
            parameters.add(decode(text, from, equals), decode(text, Math.min(equals + 1, to), to));
        } catch (CharacterCodingException e) {
            malformed = true;
        }
    }

    /** What is wrong with the text itself, whatever it says. */
    Optional<String> problem() {
        if (pairs > MOST_PARAMETERS) {
            return Optional.of("There are more than " + MOST_PARAMETERS + " parameters");
        }
        return malformed ? Optional.of("Percent-encoding and UTF-8 must be well-formed") : Optional.empty();
    }

    /** All parameters that could be decoded; asked once, at the end. */
    RequestParameters parameters() {
        return parameters.build();
    }

    /** The shape that the parameters so far ask for, for failures that are none of the interface's. */
    FailureShape failureShape() {
        boolean json =
                parameters.build().all(CommonParameters.ERROR_FORMAT.name()).equals(JSON);
        return FailureShape.of(json ? ErrorFormat.JSON : ErrorFormat.HTML);
    }

    /** A name or a value; empty where it is malformed. */
    static Optional<String> decode(String text) {
        try {
            return Optional.of(decode(text, 0, text.length()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text, int from, int to) throws CharacterCodingException {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c > '~') {
                return decodeBytes(text, from, to);
            }
        }
        return text.substring(from, to);
    }

    private static String decodeBytes(String text, int from, int to) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put(escaped(text, i, to));
                i += 2;
            } else {
                bytes.put(c == '+' ? (byte) ' ' : (byte) c);
            }
        }
        return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    }

    private static byte escaped(String text, int percent, int to) throws CharacterCodingException {
        int high = percent + 2 < to ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < to ? Character.digit(text.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new CharacterCodingException();
        }
        return (byte) (high << 4 | low);
    }
}
