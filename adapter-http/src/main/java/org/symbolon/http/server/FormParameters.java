package org.symbolon.http.server;

import com.google.common.collect.ImmutableSet;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.parameter.RequestParameters;

/** The parameters of a call: {@code application/x-www-form-urlencoded} in its query and, of some calls, in its body. */
public final class FormParameters {
    private static final int MOST_PARAMETERS = 256;
    private static final ImmutableSet<String> JSON = ImmutableSet.of(ErrorFormat.JSON.id());

    private final RequestParameters.Builder wellFormed = RequestParameters.builder();
    private int pairs;
    private boolean malformed;

    private FormParameters() {}

    public static FormParameters ofQuery(Call call) {
        FormParameters parameters = new FormParameters();
        parameters.add(call.query());
        return parameters;
    }

    /** Those of the query, and those of the body as far as the body has arrived. */
    public static FormParameters ofQueryAndBody(Call call) {
        FormParameters parameters = ofQuery(call);
        call.receivedBody().ifPresent(body -> parameters.add(body.toString("ISO-8859-1")));
        return parameters;
    }

    /**
     * Refuses a call that its endpoint cannot serve. Where the query does not say in which shape errors are wanted, a
     * body that is still to come may, so it is waited for within its limit.
     */
    public static Future<Answer> refuse(Call call, RefusedCallException refusal, Call.BodyLimit limit) {
        boolean mayBeSaidInBody =
                call.hasUnreadBody() && !ofQuery(call).wellFormed().gives(ErrorShape.PARAMETER);
        Future<?> said = mayBeSaidInBody ? call.body(limit) : Future.succeededFuture();
        return said.transform(read -> Future.failedFuture(refusal));
    }

    private void add(String text) {
        EncodedText encoded = new EncodedText(text);
        int from = 0;
        while (from < text.length() && pairs <= MOST_PARAMETERS) {
            int to = encoded.ampersand.from(from);
            if (to > from && ++pairs <= MOST_PARAMETERS) {
                addPair(encoded, from, to);
            }
            from = to + 1;
        }
    }

    private void addPair(EncodedText text, int from, int to) {
        int equals = Math.min(text.equalsSign.from(from), to);
        Optional<String> name = text.decoded(from, equals);
        Optional<String> value = text.decoded(Math.min(equals + 1, to), to);
        if (name.isPresent() && value.isPresent()) {
            wellFormed.add(name.get(), value.get());
        } else {
            malformed = true;
        }
    }

    /**
     * A text that is read from left to right. It knows where each sign is next, so that none is searched twice in the
     * same place, and parts without a percent sign or a plus need not be looked through.
     */
    private static final class EncodedText {
        private final String text;
        private final boolean ascii;
        private final Sign ampersand = new Sign('&');
        private final Sign equalsSign = new Sign('=');
        private final Sign percent = new Sign('%');
        private final Sign plus = new Sign('+');

        EncodedText(String text) {
            this.text = text;
            this.ascii = text.getBytes(StandardCharsets.UTF_8).length == text.length();
        }

        Optional<String> decoded(int from, int to) {
            String part = text.substring(from, to);
            boolean plain = ascii && percent.from(from) >= to && plus.from(from) >= to;
            return plain ? Optional.of(part) : PercentDecoder.form(part);
        }

        private final class Sign {
            private final char character;
            private int next = -1;

            Sign(char character) {
                this.character = character;
            }

            /** Where it is next; the end of the text if it does not occur any more. Is asked in ascending order. */
            int from(int index) {
                if (next < index) {
                    int found = text.indexOf(character, index);
                    next = found < 0 ? text.length() : found;
                }
                return next;
            }
        }
    }

    /**
     * All parameters, decoded.
     *
     * @throws RefusedCallException if some cannot be decoded, or if there are too many
     */
    public RequestParameters all() {
        if (pairs > MOST_PARAMETERS) {
            throw new RefusedCallException(400, "There are more than " + MOST_PARAMETERS + " parameters");
        }
        if (malformed) {
            throw new RefusedCallException(400, "Percent-encoding and UTF-8 must be well-formed");
        }
        return wellFormed.build();
    }

    /** Those that can be decoded, for what a refusal needs to know. */
    RequestParameters wellFormed() {
        return wellFormed.build();
    }

    /** The shape of errors that the well-formed parameters ask for. */
    public ErrorShape errorShape() {
        boolean json =
                ImmutableSet.copyOf(wellFormed().all(ErrorShape.PARAMETER)).equals(JSON);
        return json ? ErrorShape.OBJECT : ErrorShape.PAGE;
    }
}
