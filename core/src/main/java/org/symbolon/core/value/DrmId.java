package org.symbolon.core.value;

import org.jspecify.annotations.Nullable;

/**
 * The short name of a DRM in paths, files and tokens, such as {@code wv} or {@code fp}: 2 to 8 lower-case letters and
 * digits.
 */
public record DrmId(String value) {

    public DrmId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a DRM id has 2 to 8 lower-case letters and digits, unlike '" + value + "'");
        }
    }

    /** Whether a text can be the id of a DRM. */
    public static boolean isValid(String value) {
        return value.length() >= 2
                && value.length() <= 8
                && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /** Written out, like {@link #hashCode}, because ids are keys of maps, where a record's own methods are slower. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DrmId id && id.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
