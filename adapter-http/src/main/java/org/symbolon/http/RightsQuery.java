package org.symbolon.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.redeem.RightsParameters;
import org.symbolon.core.token.SealedToken;

/**
 * What a player's request says besides its body: the token, and the shape of errors for as long as no token says it. Everything else in the query is a
 * player's or a network's own, and is passed over whatever it looks like.
 */
record RightsQuery(SealedToken token, ErrorFormat errorFormat) {
    private static final Splitter PAIRS = Splitter.on('&');
    private static final Splitter EQUALS = Splitter.on('=').limit(2);

    static RightsQuery of(HttpServerRequest request) {
        ListMultimap<String, String> query = ArrayListMultimap.create();
        for (String pair : PAIRS.split(Optional.ofNullable(request.query()).orElse(""))) {
            List<String> parts = EQUALS.splitToList(pair);
            FormDecoder.decode(parts.get(0))
                    .filter(RightsQuery::isKnown)
                    .ifPresent(name -> query.put(name, parts.size() < 2 ? "" : value(parts.get(1))));
        }
        List<String> tokens = query.containsKey(RightsParameters.TOKEN)
                ? query.get(RightsParameters.TOKEN)
                : request.headers().getAll(RightsParameters.TOKEN);
        List<String> formats = query.get(CommonParameters.ERROR_FORMAT.name());
        return new RightsQuery(
                new SealedToken(only(tokens)), ErrorFormat.parse(only(formats)).orElse(ErrorFormat.HTML));
    }

    private static boolean isKnown(String name) {
        return name.equals(RightsParameters.TOKEN) || name.equals(CommonParameters.ERROR_FORMAT.name());
    }

    /** A value; one that is malformed is as bad as none. */
    private static String value(String text) {
        return FormDecoder.decode(text).orElse("");
    }

    /** Of several nobody knows which is meant. */
    private static String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : "";
    }
}
