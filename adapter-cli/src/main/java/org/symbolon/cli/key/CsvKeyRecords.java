package org.symbolon.cli.key;

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
import java.util.function.Supplier;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.keystore.KeyField;

/** Reads CSV (RFC 4180) with a header, in any order of columns. An empty field counts as absent. */
final class CsvKeyRecords implements KeyRecords {
    /** The maximum length of a field, which also limits how far the end of a quoted field is searched. */
    private static final int MAX_FIELD_LENGTH = 1 << 16;

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
            // This decoder refuses invalid bytes instead of replacing them, which would change the text.
            Iterator<CsvRecord> rows = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(MAX_FIELD_LENGTH)
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
                        KeyRecords.quoted(name) + " is no column; columns are " + String.join(", ", FIELDS.keySet()));
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
    public Optional<KeyRecords.Entry> next() {
        return attempt(() -> rows.hasNext() ? Optional.of(record(rows.next())) : Optional.empty());
    }

    private KeyRecords.Entry record(CsvRecord row) {
        number++;
        KeyRecords.Place place = new KeyRecords.Place(row.getStartingLineNumber(), number);
        if (row.getFieldCount() != columns.size()) {
            throw place.refuse("there are " + row.getFieldCount() + " fields, but " + columns.size() + " columns");
        }
        Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
        for (int i = 0; i < columns.size(); i++) {
            String text = row.getField(i);
            if (!text.isEmpty()) {
                columns.get(i).ifPresent(field -> given.put(field, Optional.of(text)));
            }
        }
        return KeyRecords.Entry.of(place, given);
    }

    private static <T> T attempt(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (CsvParseException e) {
            // The message names the problem and the line, and quotes at most one character.
            throw CommandFailedException.refused("this is not CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? CommandFailedException.refused("this is not text in UTF-8")
                    : KeyRecords.unreadable();
        }
    }
}
