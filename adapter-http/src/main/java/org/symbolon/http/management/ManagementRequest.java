package org.symbolon.http.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to a {@link ManagementSite}, read to its end.
 *
 * @param method such as {@code GET}
 * @param path what was sent, without the query, not decoded
 * @param query the parameters of the query, decoded
 * @param headers the first value of each header, by its name in lower case
 * @param cookies the cookies, by name
 * @param body at most {@link ManagementConnections#LONGEST_BODY} bytes
 * @param address where the connection came from
 */
@SuppressWarnings("ArrayRecordComponent") // requests and answers are not compared
public record ManagementRequest(
        String method,
        String path,
        ImmutableListMultimap<String, String> query,
        ImmutableMap<String, String> headers,
        ImmutableMap<String, String> cookies,
        byte[] body,
        InetAddress address) {

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The first value of a parameter of the query. */
    public Optional<String> parameter(String name) {
        return query.get(name).stream().findFirst();
    }

    /** The body as text. */
    public String bodyText() {
        return new String(body, UTF_8);
    }

    /** Without headers, cookies, query and body, which hold secrets. */
    @Override
    public String toString() {
        return method + " " + path + " (" + body.length + " bytes)";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(body);
    }
}
