package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.key.KeyField;

/** CSV (RFC 4180) under a header with the interface's names, in any order. A field that is empty is not given. */
final class CsvKeyRecords implements KeyRecords {
    /** The most characters of a field, and so the furthest that a quote which is never closed is followed. */
    private static final int LONGEST_FIELD = 1 << 16;

    private final Iterator<CsvRecord> rows;
    private final ImmutableList<Optional<KeyField>> columns;
    private long number;

    private CsvKeyRecords(Iterator<CsvRecord> rows, ImmutableList<Optional<KeyField>> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Reads the header. */
    static KeyRecords of(InputStream input) {
        return attempt(() -> {
            // Strict: a text with a character replaced would be another text.
            Iterator<CsvRecord> rows = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(LONGEST_FIELD)
                    .ofCsvRecord(new InputStreamReader(input, UTF_8.newDecoder()))
                    .iterator();
            return rows.hasNext() ? new CsvKeyRecords(rows, columns(rows.next())) : Optional::empty;
        });
    }

    private static ImmutableList<Optional<KeyField>> columns(CsvRecord header) {
        Set<String> earlier = new HashSet<>();
        header.getFields().forEach(name -> {
            if (!FIELDS.containsKey(name) && !name.equals(KeyView.LAST_UPDATE)) {
                throw refused(
                        header,
                        KeyRecords.said(name) + " is no column; columns are " + String.join(", ", FIELDS.keySet()));
            }
            if (!earlier.add(name)) {
                throw refused(header, "there are two columns " + name);
            }
        });
        return header.getFields().stream()
                .map(name -> Optional.ofNullable(FIELDS.get(name)))
                .collect(ImmutableList.toImmutableList());
    }

    private static CommandFailedException refused(CsvRecord header, String rule) {
        return CommandFailedException.refused("line " + header.getStartingLineNumber() + ", the header: " + rule);
    }

    @Override
    public Optional<KeyRecord> next() {
        return attempt(() -> rows.hasNext() ? Optional.of(record(rows.next())) : Optional.empty());
    }

    private KeyRecord record(CsvRecord row) {
        number++;
        KeyRecord.Place place = new KeyRecord.Place(row.getStartingLineNumber(), number);
        if (row.getFieldCount() != columns.size()) {
            throw place.refuse("there are " + row.getFieldCount() + " fields, and " + columns.size() + " columns");
        }
        Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
        for (int i = 0; i < columns.size(); i++) {
            String text = row.getField(i);
            if (!text.isEmpty()) {
                columns.get(i).ifPresent(field -> given.put(field, Optional.of(text)));
            }
        }
        return KeyRecord.of(place, given);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }

    private static <T> T attempt(Reading<T> reading) {
        try {
            return reading.read();
        } catch (CsvParseException e) {
            // Its message says what and in which line, and quotes no more than a character.
            throw CommandFailedException.refused("this is not CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? CommandFailedException.refused("this is not text in UTF-8")
                    : KeyRecords.unreadable();
        }
    }
}
