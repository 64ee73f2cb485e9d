package org.symbolon.cli.record;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.symbolon.core.store.record.TransactionRecord;
import tools.jackson.databind.json.JsonMapper;

/** The formats of exported records. */
enum RecordFormat {
    /** The fields as {@code symbolon records --output json} has them, an object in each line. */
    NDJSON {
        @Override
        Writer begin(PrintWriter out) {
            return new Writer() {
                @Override
                public void write(TransactionRecord found) {
                    out.print(JsonMapper.shared().writeValueAsString(new RecordView(found).whole()) + "\n");
                }

                @Override
                public boolean flush() {
                    return !out.checkError();
                }
            };
        }
    },
    /** A header, and a column for each field; what the device told is JSON in one column. */
    CSV {
        @Override
        Writer begin(PrintWriter out) {
            CsvWriter csv = CsvWriter.builder().build(out);
            csv.writeRecord(COLUMNS);
            return new Writer() {
                @Override
                public void write(TransactionRecord found) {
                    csv.writeRecord(cells(found));
                }

                @Override
                public boolean flush() {
                    try {
                        csv.flush();
                        return !out.checkError();
                    } catch (IOException e) {
                        return false;
                    }
                }
            };
        }
    };

    private static final ImmutableList<String> COLUMNS = ImmutableList.of(
            "record",
            "time",
            "kind",
            "environment",
            "drm",
            "account",
            "token",
            "cookie",
            "code",
            "reference",
            "count",
            "rule",
            "expected",
            "got",
            "usualCause",
            "device");

    /** Writes records one after the other. */
    interface Writer {
        void write(TransactionRecord found);

        /** Writes out what is buffered; returns false if nobody reads the output any more. */
        boolean flush();
    }

    /** Begins to write; the caller closes what it is written to. */
    abstract Writer begin(PrintWriter out);

    private static ImmutableList<String> cells(TransactionRecord found) {
        ImmutableMap.Builder<String, Object> fields =
                ImmutableMap.<String, Object>builder().putAll(new RecordView(found).line());
        found.explanation().map(RecordView::explanation).ifPresent(fields::putAll);
        if (!found.device().isEmpty()) {
            fields.put("device", JsonMapper.shared().writeValueAsString(found.device()));
        }
        ImmutableMap<String, Object> cells = fields.buildOrThrow();
        return COLUMNS.stream()
                .map(column -> text(cells.getOrDefault(column, "")))
                .collect(ImmutableList.toImmutableList());
    }

    private static String text(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("")
                : value.toString();
    }
}
