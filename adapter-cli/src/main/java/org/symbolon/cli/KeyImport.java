package org.symbolon.cli;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyFields;
import org.symbolon.core.key.KeyRefusedException;
import org.symbolon.core.key.KeyService;

/**
 * Stores the records of a file, so many in a transaction: a batch is read while the one before it is written. What goes wrong leaves the
 * batches before stored, and nothing of its own.
 */
final class KeyImport {
    private final KeyService keys;
    private final KeyCaller caller;
    private final int batchSize;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private CompletableFuture<Integer> writing = CompletableFuture.completedFuture(0);
    private long stored;

    KeyImport(KeyService keys, KeyCaller caller, int batchSize) {
        this.keys = keys;
        this.caller = caller;
        this.batchSize = batchSize;
    }

    /** How many keys are stored by now. */
    long stored() {
        return stored;
    }

    /** Stores all there are, saying each time how far it got. */
    void run(KeyRecords records, Runnable progress) {
        try {
            List<KeyRecord> batch = batch(records);
            while (!batch.isEmpty()) {
                awaitWriter();
                progress.run();
                List<KeyRecord> full = batch;
                writing = CompletableFuture.supplyAsync(() -> write(full), writer);
                batch = batch(records);
            }
        } finally {
            writer.shutdown();
            // Of two mistakes this tells the earlier one.
            awaitWriter();
        }
        progress.run();
    }

    private List<KeyRecord> batch(KeyRecords records) {
        List<KeyRecord> batch = new ArrayList<>(batchSize);
        while (batch.size() < batchSize) {
            Optional<KeyRecord> record = records.next();
            if (record.isEmpty()) {
                break;
            }
            KeyRecord read = record.get();
            requireKek(caller, read.fields()).ifPresent(rule -> {
                throw read.place().refuse(rule);
            });
            batch.add(read);
        }
        return batch;
    }

    /** Why a key cannot be wrapped, if so. */
    static Optional<String> requireKek(KeyCaller caller, KeyFields fields) {
        boolean wrapped = fields.ek().isPresent()
                || caller.kek().isPresent()
                || caller.managedKek().isPresent();
        return wrapped
                ? Optional.empty()
                : Optional.of("k needs --kek, or a KEK that is kept for the account (see 'account kek set --help')");
    }

    private void awaitWriter() {
        try {
            stored += writing.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            writing = CompletableFuture.completedFuture(0);
        }
    }

    private int write(List<KeyRecord> batch) {
        try {
            keys.putAll(caller, Lists.transform(batch, KeyRecord::fields));
            return batch.size();
        } catch (KeyRefusedException e) {
            throw batch.stream()
                    .filter(record -> !opens(record.fields()))
                    .findFirst()
                    .<RuntimeException>map(record -> record.place().refuse(Failures.rule(e)))
                    .orElse(e);
        }
    }

    /** Whether a record's wrapped key, if it has one, is wrapped under the KEK that was given, if one was. */
    private boolean opens(KeyFields fields) {
        return fields.ek().isEmpty()
                || caller.kek().isEmpty()
                || caller.kek().get().unwrap(fields.ek().get()).isPresent();
    }
}
