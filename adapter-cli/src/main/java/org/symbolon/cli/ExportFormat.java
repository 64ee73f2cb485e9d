package org.symbolon.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The form of an export; {@code key import} reads both. */
enum ExportFormat {
    /** An object a line. */
    JSON,
    /** RFC 4180, under a header. */
    CSV;

    static Optional<ExportFormat> parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
