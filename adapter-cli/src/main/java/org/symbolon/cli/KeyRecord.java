package org.symbolon.cli;

import java.util.Map;
import java.util.Optional;
import org.symbolon.core.key.KeyField;
import org.symbolon.core.key.KeyFields;
import org.symbolon.core.key.KeyRefusedException;

/** A key in an import file, and its place there. */
record KeyRecord(Place place, KeyFields fields) {

    /**
     * A place in a file.
     *
     * @param line the line in which the record begins
     * @param number which record it is; both from 1
     */
    record Place(long line, long number) {

        /** Refuses what is there; the rule must not repeat it. */
        CommandFailedException refuse(String rule) {
            return CommandFailedException.refused("line " + line + ", record " + number + ": " + rule);
        }
    }

    /** Reads the fields of a record, which needs an id and a key: a random one would be another one in the next import. */
    static KeyRecord of(Place place, Map<KeyField, Optional<String>> given) {
        KeyFields fields = fields(place, given);
        if (fields.kid().isEmpty()) {
            throw place.refuse("kid is required");
        }
        if (fields.k().isEmpty() && fields.ek().isEmpty()) {
            throw place.refuse("k or ek is required");
        }
        return new KeyRecord(place, fields);
    }

    private static KeyFields fields(Place place, Map<KeyField, Optional<String>> given) {
        try {
            return KeyFields.of(given);
        } catch (KeyRefusedException e) {
            throw place.refuse(Failures.rule(e));
        }
    }
}
