package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import org.symbolon.core.key.KeyField;
import org.symbolon.core.key.KeyObject;
import tools.jackson.databind.json.JsonMapper;

/** Writes keys as {@code key import} reads them. */
final class KeyWriter {
    private static final ImmutableList<String> COLUMNS = ImmutableList.<String>builder()
            .addAll(KeyRecords.FIELDS.keySet())
            .add(KeyView.LAST_UPDATE)
            .build();

    private final PrintWriter out;
    private final ExportFormat format;
    private final CsvWriter csv;

    KeyWriter(PrintWriter out, ExportFormat format) {
        this.out = out;
        this.format = format;
        this.csv = CsvWriter.builder().build(out);
        if (format == ExportFormat.CSV) {
            csv.writeRecord(COLUMNS);
        }
    }

    void write(KeyObject key) {
        ImmutableMap<String, String> fields = fields(key);
        switch (format) {
            case JSON -> out.print(JsonMapper.shared().writeValueAsString(fields) + "\n");
            case CSV ->
                csv.writeRecord(ImmutableList.copyOf(COLUMNS.stream()
                        .map(name -> fields.getOrDefault(name, ""))
                        .iterator()));
        }
    }

    /** A key in the clear is under no KEK any more, and the next one has a name of its own. */
    private static ImmutableMap<String, String> fields(KeyObject key) {
        ImmutableMap<String, String> whole = KeyView.whole(key);
        return key.k().isEmpty()
                ? whole
                : ImmutableMap.copyOf(Maps.filterKeys(whole, name -> !name.equals(KeyField.KEK_ID.wireName())));
    }

    /** Hands on what was written so far, and stops where nobody takes it any more. */
    void flush() throws IOException {
        csv.flush();
        if (out.checkError()) {
            throw new IOException("nobody takes the output");
        }
    }
}
