package org.symbolon.cli.key;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.CountingInputStream;
import java.io.IOException;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.KekOption;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.value.KeyEncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores many keys. */
@Command(
        name = "import",
        description = {
            "Adds keys from a file. A key with the id of a stored one replaces it.",
            "",
            "The file is CSV with a header (kid, k or ek, and optionally kekId, info, contentId and expiration, in any"
                    + " order), or JSON with the same names (a list of objects, or one object in each line), in UTF-8."
                    + " Keys in the clear (k) are wrapped under --kek, or without it under the KEK that is kept for"
                    + " the account.",
            "",
            "A mistake in the file stops the import. The transactions before the mistake stay stored. After the file"
                    + " is corrected, it can be imported again from its beginning."
        })
final class KeyImportCommand implements Runnable {
    private static final int MAX_BATCH = 1_000_000;

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
            description = "The number of keys in one transaction (default: 20000).")
    private int batch = 20_000;

    KeyImportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        if (batch < 1 || batch > MAX_BATCH) {
            throw CommandFailedException.usage("--batch must be from 1 to " + MAX_BATCH);
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
        try (ImportProgress progress = ImportProgress.begin(global.surroundings(), Inputs.size(file))) {
            keys.run(KeyRecords.of(input), () -> progress.update(input.getCount(), keys.stored()));
        } catch (RuntimeException e) {
            global.output().note("keys stored before the mistake: " + keys.stored());
            throw e;
        }
    }
}
