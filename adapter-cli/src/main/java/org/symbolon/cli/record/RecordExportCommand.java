package org.symbolon.cli.record;

import com.google.common.collect.ImmutableMap;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.PrivateFile;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes all records of a time, however many they are. */
@Command(
        name = "export",
        description = {
            "Writes all records of a time, the youngest first, for an archive of your own.",
            "",
            "A file has its name only when it is complete; until then it is called FILE.part, and an export that was"
                    + " interrupted leaves that. On standard output the exit code 0 says that all of it was written."
                    + " Export a time that is over: records are written a second or two after what they tell of."
        })
final class RecordExportCommand implements Runnable {
    private static final String PART = ".part";

    private final GlobalOptions global;

    @Option(names = "--account", paramLabel = "ID", description = "Only records of this account.")
    private Optional<AccountId> account = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "Only records of this environment: production or test.")
    private Optional<Environment> environment = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only records of this time or later: 2026-11-21T08:30:00Z, or a day, which begins at 0:00 UTC.")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Only records from before this time or day.")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson, a JSON object in each line (default); or csv.")
    private RecordFormat format = RecordFormat.NDJSON;

    @Option(names = "--file", paramLabel = "FILE", description = "A new private file (default: standard output).")
    private Optional<String> file = Optional.empty();

    RecordExportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        RecordQuery query = RecordQuery.builder()
                .account(account)
                .environment(environment)
                .since(from)
                .until(to)
                .length(RecordQuery.MOST)
                .build();
        file.filter(name -> Files.exists(Path.of(name))).ifPresent(name -> {
            throw CommandFailedException.refused("there is a file " + name + " already");
        });
        try (Symbolon symbolon = global.open()) {
            if (file.isPresent()) {
                toFile(file.get(), symbolon, query);
            } else {
                write(symbolon, query, global.surroundings().out());
            }
        }
    }

    private void toFile(String name, Symbolon symbolon, RecordQuery query) {
        String part = name + PART;
        PrintWriter out = PrivateFile.create(part);
        boolean complete = false;
        long records;
        try (out) {
            records = write(symbolon, query, out);
            complete = true;
        } finally {
            if (!complete) {
                PrivateFile.remove(part);
            }
        }
        PrivateFile.publish(part, name);
        global.output().result(ImmutableMap.of("exported", records, "file", name), "records exported: " + records);
    }

    /** Writes page by page, so that no more than a page is in memory; returns how many records were written. */
    private long write(Symbolon symbolon, RecordQuery query, PrintWriter out) {
        long records = 0;
        RecordFormat.Writer writer = format.begin(out);
        RecordQuery next = query;
        while (true) {
            RecordPage page = symbolon.records(next);
            for (TransactionRecord found : page.records()) {
                writer.write(found);
                records++;
            }
            if (!writer.flush()) {
                throw CommandFailedException.refused("the output cannot be written");
            }
            if (page.next().isEmpty()) {
                return records;
            }
            next = RecordQuery.builder().from(query).before(page.next()).build();
        }
    }
}
