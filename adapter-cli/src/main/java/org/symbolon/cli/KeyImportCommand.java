package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyEncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores many keys. */
@Command(
        name = "import",
        description = {
            "Adds keys from a file, replacing those that have the same ids.",
            "",
            "The file is CSV under a header (kid, k or ek, and if you like kekId, info, contentId, expiration, in any"
                    + " order), or JSON with the same names (a list of objects, or one object a line), in UTF-8. Keys in"
                    + " the clear (k) are wrapped under --kek, or else under the KEK that is kept for the account.",
            "",
            "A mistake stops the import. The transactions before it are stored; to import the mended file again does no"
                    + " harm."
        })
final class KeyImportCommand implements Runnable {
    private static final int LARGEST_BATCH = 1_000_000;

    private final GlobalOptions global;

    @Mixin
    private final KeyOwner owner = new KeyOwner();

    @Mixin
    private final KekOption kekOption = new KekOption();

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private String file = "-";

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many keys are stored in one transaction, all or none of them (default: 20000).")
    private int batch = 20_000;

    KeyImportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw CommandFailedException.usage("--batch must be from 1 to " + LARGEST_BATCH);
        }
        Inputs inputs = new Inputs(global.surroundings());
        Optional<KeyEncryptionKey> kek = kekOption.read(inputs);
        try (CountingInputStream input = new CountingInputStream(inputs.open(file));
                Symbolon symbolon = global.open()) {
            KeyCaller caller = kek.map(given -> owner.reader(symbolon, given)).orElseGet(() -> owner.writer(symbolon));
            KeyImport keys = new KeyImport(symbolon.keys(), caller, batch);
            store(keys, input);
            global.output().result(ImmutableMap.of("imported", keys.stored()), "keys imported: " + keys.stored());
        } catch (IOException e) {
            throw KeyRecords.unreadable();
        }
    }

    private void store(KeyImport keys, CountingInputStream input) {
        try (ImportProgress progress = new ImportProgress(global.surroundings(), Inputs.size(file))) {
            keys.run(KeyRecords.of(input), () -> progress.at(input.getCount(), keys.stored()));
        } catch (RuntimeException e) {
            global.output().note("keys stored before this: " + keys.stored());
            throw e;
        }
    }
}
