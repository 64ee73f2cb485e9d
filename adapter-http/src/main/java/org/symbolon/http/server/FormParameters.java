package org.symbolon.http.server;

import com.google.common.collect.ImmutableSet;
import io.vertx.core.Future;
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
        int sign = text.indexOf('=', from);
        int equals = sign < 0 ? to : Math.min(sign, to);
        Optional<String> name = PercentDecoder.form(text.substring(from, equals));
        Optional<String> value = PercentDecoder.form(text.substring(Math.min(equals + 1, to), to));
        if (name.isPresent() && value.isPresent()) {
            wellFormed.add(name.get(), value.get());
        } else {
            malformed = true;
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
