package org.symbolon.console.room;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.UrlEscapers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.parameter.RequestParameters;

/**
 * A token request without its secrets. In what is shown, names of shell variables stand in their places; in what is
 * tried out, values that are valid and open nothing.
 *
 * @param endpoint the URL without a query
 * @param given the parameters that are no secrets
 * @param stored whether the key comes from the key storage
 * @param hasKek whether the service keeps a KEK for the account, so that a stored key needs none from the request
 */
record RequestSketch(String endpoint, ImmutableMap<String, String> given, boolean stored, boolean hasKek) {
    private static final String ZEROS = "0".repeat(32);
    private static final ImmutableMap<String, String> AUTHENTICATOR =
            ImmutableMap.of("customerAuthenticator", "$AUTHENTICATOR");
    private static final ImmutableMap<String, String> CONTENT_KEY = ImmutableMap.of("contentKey", "$CONTENT_KEY");
    private static final ImmutableMap<String, String> KEK = ImmutableMap.of("kek", "$KEK");

    private ImmutableMap<String, String> ofKey() {
        if (!stored) {
            return CONTENT_KEY;
        }
        return hasKek ? ImmutableMap.of() : KEK;
    }

    private Stream<Map.Entry<String, String>> secrets() {
        return Stream.concat(AUTHENTICATOR.entrySet().stream(), ofKey().entrySet().stream());
    }

    /** The URL of the request. */
    String url() {
        Stream<String> secret = secrets().map(each -> each.getKey() + "=" + each.getValue());
        Stream<String> open = given.entrySet().stream()
                .map(each -> each.getKey() + "="
                        + UrlEscapers.urlFormParameterEscaper().escape(each.getValue()));
        return endpoint + "?" + Stream.concat(secret, open).collect(Collectors.joining("&"));
    }

    /** The command for a POSIX shell, which replaces the variables only in double quotes. */
    String curl() {
        Stream<String> secret = secrets().map(each -> "\"" + each.getKey() + "=" + each.getValue() + "\"");
        Stream<String> open =
                given.entrySet().stream().map(each -> "'" + quoted(each.getKey() + "=" + each.getValue()) + "'");
        return Stream.concat(secret, open)
                .collect(Collectors.joining(
                        " \\\n  --data-urlencode ", "curl -G '" + endpoint + "' \\\n  --data-urlencode ", ""));
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }

    /** What is tried out. */
    RequestParameters parameters() {
        RequestParameters.Builder parameters = RequestParameters.builder();
        ofKey().keySet().forEach(name -> parameters.add(name, ZEROS));
        given.forEach(parameters::add);
        return parameters.build();
    }
}
