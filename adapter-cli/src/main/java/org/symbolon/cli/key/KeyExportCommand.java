package org.symbolon.cli.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.KekOption;
import org.symbolon.cli.base.PrivateFile;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.value.KeyEncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Writes all keys of an account. */
@Command(
        name = "export",
        description = {
            "Writes all keys of an account in a format that 'key import' reads. With --kek, keys that are wrapped"
                    + " under it are written in the clear; all other keys are written wrapped."
        })
final class KeyExportCommand implements Runnable {
    private static final ImmutableList<String> COLUMNS = ImmutableList.<String>builder()
            .addAll(KeyRecords.FIELDS.keySet())
            .add(KeyView.LAST_UPDATE)
            .build();

    private final GlobalOptions global;

    @Mixin
    private final KeyOwner owner = new KeyOwner();

    @Mixin
    private final KekOption kekOption = new KekOption();

    @Option(names = "--format", paramLabel = "FORMAT", description = "json, an object in each line (default); or csv.")
    private Format format = Format.JSON;

    @Option(names = "--to", paramLabel = "FILE", description = "A new private file (default: standard output).")
    private Optional<String> target = Optional.empty();

    private enum Format {
        JSON,
        CSV
    }

    /** The number of keys that were written, and how many of them are wrapped. */
    private record Counts(long keys, long wrapped) {
        Counts plus(KeyObject key) {
            return new Counts(keys + 1, wrapped + (key.k().isPresent() ? 0 : 1));
        }
    }

    KeyExportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        Optional<KeyEncryptionKey> kek = kekOption.read(new Inputs(global.surroundings()));
        try (Symbolon symbolon = global.open()) {
            KeyCaller caller = kek.map(given -> owner.reader(symbolon, given)).orElseGet(() -> owner.reader(symbolon));
            KeyPages keys = new KeyPages(symbolon.keys(), caller, KeyPages.ALL);
            if (kek.isPresent()) {
                global.output().warn("KEYS IN THE CLEAR are written: whoever reads them can decrypt the content");
            }
            Counts counts = target.isPresent() ? toFile(target.get(), keys) : toStandardOutput(keys);
            if (kek.isPresent() && counts.wrapped > 0) {
                global.output()
                        .warn("keys that are written wrapped, because this KEK does not open them: " + counts.wrapped);
            }
        }
    }

    private Counts toStandardOutput(KeyPages keys) {
        try {
            return write(keys, global.surroundings().out());
        } catch (IOException e) {
            throw CommandFailedException.refused("the output cannot be written");
        }
    }

    /** Removes the file if the export fails, so that a file that exists is complete. */
    private Counts toFile(String file, KeyPages keys) {
        PrintWriter out = PrivateFile.create(file);
        boolean complete = false;
        try (out) {
            Counts counts = write(keys, out);
            complete = true;
            global.output()
                    .result(ImmutableMap.of("exported", counts.keys, "file", file), "keys exported: " + counts.keys);
            return counts;
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " cannot be written");
        } finally {
            if (!complete) {
                PrivateFile.remove(file);
            }
        }
    }

    private Counts write(KeyPages keys, PrintWriter out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        if (format == Format.CSV) {
            csv.writeRecord(COLUMNS);
        }
        Counts counts = new Counts(0, 0);
        for (List<KeyObject> page = keys.next(); !page.isEmpty(); page = keys.next()) {
            for (KeyObject key : page) {
                write(fields(key), out, csv);
                counts = counts.plus(key);
            }
            flush(out, csv);
        }
        flush(out, csv);
        return counts;
    }

    private void write(ImmutableMap<String, String> fields, PrintWriter out, CsvWriter csv) {
        switch (format) {
            case JSON -> out.print(JsonMapper.shared().writeValueAsString(fields) + "\n");
            case CSV ->
                csv.writeRecord(ImmutableList.copyOf(COLUMNS.stream()
                        .map(name -> fields.getOrDefault(name, ""))
                        .iterator()));
        }
    }

    /** A key in the clear loses the name of its KEK, because the next import may use another KEK. */
    private static ImmutableMap<String, String> fields(KeyObject key) {
        ImmutableMap<String, String> whole = KeyView.whole(key);
        return key.k().isEmpty()
                ? whole
                : ImmutableMap.copyOf(Maps.filterKeys(whole, name -> !name.equals(KeyField.KEK_ID.wireName())));
    }

    /** Writes out what is buffered. Fails if nobody reads the output any more, so that the export ends. */
    private static void flush(PrintWriter out, CsvWriter csv) throws IOException {
        csv.flush();
        if (out.checkError()) {
            throw new IOException("the output cannot be written");
        }
    }
}
