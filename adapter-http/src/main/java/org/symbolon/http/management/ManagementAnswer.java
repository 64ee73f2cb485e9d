package org.symbolon.http.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableListMultimap;

/**
 * The answer of a {@link ManagementSite}. The listener adds {@code Cache-Control: no-store} unless there is a header of
 * that name, {@code X-Content-Type-Options: nosniff}, and the length.
 *
 * @param headers a name may be there several times, such as {@code Set-Cookie}
 */
@SuppressWarnings("ArrayRecordComponent") // requests and answers are not compared
public record ManagementAnswer(int status, ImmutableListMultimap<String, String> headers, byte[] body) {
    private static final String CONTENT_TYPE = "Content-Type";

    /** An answer with a text. */
    public static ManagementAnswer of(int status, String contentType, String text) {
        return new ManagementAnswer(status, ImmutableListMultimap.of(CONTENT_TYPE, contentType), text.getBytes(UTF_8));
    }

    /** An answer with bytes. */
    public static ManagementAnswer of(int status, String contentType, byte[] bytes) {
        return new ManagementAnswer(status, ImmutableListMultimap.of(CONTENT_TYPE, contentType), bytes);
    }

    /** An answer without a body. */
    public static ManagementAnswer empty(int status) {
        return new ManagementAnswer(status, ImmutableListMultimap.of(), new byte[0]);
    }

    /** The same answer with one more header. */
    public ManagementAnswer with(String name, String value) {
        ImmutableListMultimap<String, String> more = ImmutableListMultimap.<String, String>builder()
                .putAll(headers)
                .put(name, value)
                .build();
        return new ManagementAnswer(status, more, body);
    }
}
