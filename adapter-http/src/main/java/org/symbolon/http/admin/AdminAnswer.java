package org.symbolon.http.admin;

import com.google.common.collect.ImmutableMap;
import java.util.OptionalLong;

/**
 * What an administrator is answered.
 *
 * @param body the fields of a JSON object; none for an answer without a body
 * @param revision what the header {@code ETag} says; empty for none
 */
record AdminAnswer(ImmutableMap<String, Object> body, OptionalLong revision) {

    static AdminAnswer none() {
        return of(ImmutableMap.of());
    }

    static AdminAnswer of(ImmutableMap<String, Object> body) {
        return new AdminAnswer(body, OptionalLong.empty());
    }

    static AdminAnswer of(ImmutableMap<String, Object> body, long revision) {
        return new AdminAnswer(body, OptionalLong.of(revision));
    }
}
