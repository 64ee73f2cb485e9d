package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all keys of an account. */
@Command(
        name = "export",
        description = {
            "Writes all keys as 'key import' reads them: wrapped, or, with --kek, in the clear.",
            "",
            "Keys that are not wrapped under --kek stay wrapped."
        })
final class KeyExportCommand implements Runnable {
    private final GlobalOptions global;

    @Mixin
    private final KeyOwner owner = new KeyOwner();

    @Mixin
    private final KekOption kekOption = new KekOption();

    @Option(names = "--format", paramLabel = "FORMAT", description = "json, an object a line (default); or csv.")
    private ExportFormat format = ExportFormat.JSON;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "A file to make, for its owner alone (default: standard output).")
    private Optional<String> target = Optional.empty();

    /** How many keys were written, and how many of them wrapped. */
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
                global.output().warn("keys that are not wrapped under this KEK, and stay wrapped: " + counts.wrapped);
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

    /** A file that is there in the end is whole. */
    private Counts toFile(String file, KeyPages keys) {
        PrintWriter out = PrivateFile.create(file);
        boolean whole = false;
        try (out) {
            Counts counts = write(keys, out);
            whole = true;
            global.output()
                    .result(ImmutableMap.of("exported", counts.keys, "file", file), "keys exported: " + counts.keys);
            return counts;
        } catch (IOException e) {
            throw CommandFailedException.refused("the file " + file + " cannot be written");
        } finally {
            if (!whole) {
                PrivateFile.remove(file);
            }
        }
    }

    private Counts write(KeyPages keys, PrintWriter out) throws IOException {
        KeyWriter writer = new KeyWriter(out, format);
        Counts counts = new Counts(0, 0);
        for (List<KeyObject> page = keys.next(); !page.isEmpty(); page = keys.next()) {
            for (KeyObject key : page) {
                writer.write(key);
                counts = counts.plus(key);
            }
            writer.flush();
        }
        writer.flush();
        return counts;
    }
}
