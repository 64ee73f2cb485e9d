package org.symbolon.console.page;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableListMultimap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.symbolon.http.management.ManagementRequest;

/**
 * The fields of a form that was posted.
 *
 * @param fields decoded; what cannot be decoded is left out
 */
public record Form(ImmutableListMultimap<String, String> fields) {
    private static final int MOST_FIELDS = 500;

    /** Reads the body of a request; no fields for a body of another type. */
    public static Form of(ManagementRequest request) {
        boolean isForm = request.header("content-type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        return new Form(isForm ? parse(request.bodyText()) : ImmutableListMultimap.of());
    }

    private static ImmutableListMultimap<String, String> parse(String body) {
        ImmutableListMultimap.Builder<String, String> fields = ImmutableListMultimap.builder();
        Splitter.on('&')
                .omitEmptyStrings()
                .limit(MOST_FIELDS)
                .splitToStream(body)
                .forEach(field -> {
                    int equals = field.indexOf('=');
                    if (equals > 0) {
                        Optional<String> name = decoded(field.substring(0, equals));
                        Optional<String> value = decoded(field.substring(equals + 1));
                        if (name.isPresent() && value.isPresent()) {
                            fields.put(name.get(), value.get());
                        }
                    }
                });
        return fields.build();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    /** The first value of a field without white space around it; empty text if it is not there. */
    public String text(String name) {
        return fields.get(name).stream().findFirst().map(String::strip).orElse("");
    }

    /** Whether a field is there: of a box that can be ticked. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
