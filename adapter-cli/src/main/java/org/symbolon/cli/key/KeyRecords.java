package org.symbolon.cli.key;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Failures;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;

/** The records of an import file, read one by one. */
interface KeyRecords {
    /** The fields by their names. A map, because {@link KeyField#find} searches all fields each time. */
    ImmutableMap<String, KeyField> FIELDS =
            Arrays.stream(KeyField.values()).collect(ImmutableMap.toImmutableMap(KeyField::wireName, field -> field));

    /** A name that is longer is not repeated, because it may be a key, which has at least 32 characters. */
    int MAX_REPEATED = 31;

    /**
     * The next record; empty after the last one.
     *
     * @throws CommandFailedException if it breaks a rule; the message names the rule and the place
     */
    Optional<Entry> next();

    /** Reads JSON if the first character is a bracket, and CSV otherwise. A byte order mark is skipped. */
    static KeyRecords of(InputStream input) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(input, 1 << 16);
            skipByteOrderMark(buffered);
            return beginsLikeJson(buffered) ? new JsonKeyRecords(buffered) : CsvKeyRecords.of(buffered);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /**
     * Adds the {@code ^string} of a key as its info, unless that is given. The id that is computed from the string does
     * not tell it, and lists would show nothing that an operator knows.
     */
    static void keepName(Map<KeyField, Optional<String>> given) {
        given.getOrDefault(KeyField.KID, Optional.empty())
                .filter(text -> text.startsWith("^"))
                .ifPresent(name -> given.putIfAbsent(KeyField.INFO, Optional.of(name)));
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
        // An empty file is read as JSON without records.
        return first == '[' || first == '{' || first < 0;
    }

    static CommandFailedException unreadable() {
        return CommandFailedException.refused("the file cannot be read to its end");
    }

    /** A name as a message may repeat it. */
    static String quoted(String name) {
        return name.length() > MAX_REPEATED ? "(a name that is not repeated)" : "'" + name + "'";
    }

    /** One key of the file. */
    record Entry(Place place, KeyFields fields) {

        /** Checks a record. It must have an id and a key: a random key would differ in the next import. */
        static Entry of(Place place, Map<KeyField, Optional<String>> given) {
            keepName(given);
            KeyFields fields = fields(place, given);
            if (fields.kid().isEmpty()) {
                throw place.refuse("kid is required");
            }
            if (fields.k().isEmpty() && fields.ek().isEmpty()) {
                throw place.refuse("k or ek is required");
            }
            return new Entry(place, fields);
        }

        private static KeyFields fields(Place place, Map<KeyField, Optional<String>> given) {
            try {
                return KeyFields.of(given);
            } catch (KeyRefusedException e) {
                throw place.refuse(Failures.rule(e));
            }
        }
    }

    /**
     * The place of a record.
     *
     * @param line the line in which the record begins, from 1
     * @param number the number of the record, from 1
     */
    record Place(long line, long number) {

        /** The refusal of this record. The rule must not repeat its content. */
        CommandFailedException refuse(String rule) {
            return CommandFailedException.refused("line " + line + ", record " + number + ": " + rule);
        }
    }
}
