package org.symbolon.cli.key;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.symbolon.cli.base.Failures;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.keystore.KeyService;

/** Stores a file in batches, each in one transaction. The next batch is read while one is written. */
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

    /** The number of keys that are stored so far. */
    long stored() {
        return stored;
    }

    /**
     * Stores all records.
     *
     * @param progress called after each batch
     */
    void run(KeyRecords records, Runnable progress) {
        try {
            List<KeyRecords.Entry> batch = batch(records);
            while (!batch.isEmpty()) {
                awaitWriter();
                progress.run();
                List<KeyRecords.Entry> full = batch;
                writing = CompletableFuture.supplyAsync(() -> write(full), writer);
                batch = batch(records);
            }
        } finally {
            writer.shutdown();
            // If reading and writing fail, this reports the failure of the earlier batch.
            awaitWriter();
        }
        progress.run();
    }

    private List<KeyRecords.Entry> batch(KeyRecords records) {
        List<KeyRecords.Entry> batch = new ArrayList<>(batchSize);
        while (batch.size() < batchSize) {
            Optional<KeyRecords.Entry> record = records.next();
            if (record.isEmpty()) {
                break;
            }
            KeyRecords.Entry read = record.get();
            requireKek(caller, read.fields()).ifPresent(rule -> {
                throw read.place().refuse(rule);
            });
            batch.add(read);
        }
        return batch;
    }

    /** Why a key cannot be wrapped; empty if it can. */
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

    private int write(List<KeyRecords.Entry> batch) {
        try {
            keys.putAll(caller, Lists.transform(batch, KeyRecords.Entry::fields));
            return batch.size();
        } catch (KeyRefusedException e) {
            throw batch.stream()
                    .filter(record -> !opens(record.fields()))
                    .findFirst()
                    .<RuntimeException>map(record -> record.place().refuse(Failures.rule(e)))
                    .orElse(e);
        }
    }

    /** False only if the record has a wrapped key and the caller a KEK that does not open it. */
    private boolean opens(KeyFields fields) {
        return fields.ek().isEmpty()
                || caller.kek().isEmpty()
                || caller.kek().get().unwrap(fields.ek().get()).isPresent();
    }
}
