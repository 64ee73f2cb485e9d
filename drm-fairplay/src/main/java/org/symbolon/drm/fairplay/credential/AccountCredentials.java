package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.Collectors;

/**
 * The FairPlay credentials of an account. One that cannot be read serves nobody, but does not stop the others.
 *
 * @param readable those that serve
 * @param unreadable the names of the others, each with what is wrong with it
 */
public record AccountCredentials(ImmutableList<FairPlayCredential> readable, ImmutableMap<String, String> unreadable) {

    /** The names and lengths of those that serve, and which others there are, for operators. */
    public String describe() {
        String serving = readable.stream()
                .map(c -> c.name() + " (" + c.keyBytes() * Byte.SIZE + " bits)")
                .collect(Collectors.joining(", "));
        String others = unreadable.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return (serving.isEmpty() ? "no credential" : serving) + (others.isEmpty() ? "" : "; not readable: " + others);
    }
}
