package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.key.KeyField;

/** The records of an import file, read one by one. */
interface KeyRecords {
    /** By the name of a column or field. Kept, since {@link KeyField#find} looks at one after the other. */
    ImmutableMap<String, KeyField> FIELDS =
            Arrays.stream(KeyField.values()).collect(ImmutableMap.toImmutableMap(KeyField::wireName, field -> field));

    /** Longer names are not repeated: what stands in the place of a name may be a key, which has at least 32 characters. */
    int LONGEST_NAME = 31;

    /**
     * The next record; empty after the last one.
     *
     * @throws CommandFailedException if it breaks a rule, which the message names, with the place
     */
    Optional<KeyRecord> next();

    /** Reads JSON where the first character is a bracket, and CSV otherwise. A byte order mark is skipped. */
    static KeyRecords of(InputStream input) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(input, 1 << 16);
            skipByteOrderMark(buffered);
            return beginsLikeJson(buffered) ? new JsonKeyRecords(buffered) : CsvKeyRecords.of(buffered);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static void skipByteOrderMark(BufferedInputStream input) throws IOException {
        input.mark(3);
        if (input.read() != 0xef || input.read() != 0xbb || input.read() != 0xbf) {
            input.reset();
        }
    }

    private static boolean beginsLikeJson(BufferedInputStream input) throws IOException {
        input.mark(1 << 16);
        int first = input.read();
        while (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
            first = input.read();
        }
        input.reset();
        // Nothing at all is JSON without records.
        return first == '[' || first == '{' || first < 0;
    }

    static CommandFailedException unreadable() {
        return CommandFailedException.refused("the file cannot be read to its end");
    }

    /** A name as a message may repeat it. */
    static String said(String name) {
        return name.length() > LONGEST_NAME ? "(a name that is not repeated)" : "'" + name + "'";
    }
}
