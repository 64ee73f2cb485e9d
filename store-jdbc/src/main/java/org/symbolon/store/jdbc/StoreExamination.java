package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.store.jdbc.database.Database;
import org.symbolon.store.jdbc.file.FolderExamination;
import org.symbolon.store.jdbc.keyring.FileKeyRing;
import org.symbolon.store.jdbc.keyring.RingExamination;

/**
 * Examines a database, the key ring, and whether they belong together.
 *
 * @param dataFolder the folder in which this process writes
 * @param open opens and closes the store as it is, which compares it with the ring
 */
record StoreExamination(Database database, FileKeyRing ring, Path dataFolder, Runnable open, InstantSource clock) {
    private static final String SUBJECT = "store";

    /** What was found. */
    ImmutableList<Finding> run() {
        ImmutableList.Builder<Finding> findings = ImmutableList.builder();
        Optional<StoreStatus> status = Optional.empty();
        try {
            StoreStatus found = database.inspect();
            status = Optional.of(found);
            findings.add(schema(found)).addAll(database.examine(clock));
        } catch (StoreUnavailableException e) {
            findings.add(Finding.problem(
                    SUBJECT,
                    String.valueOf(e.getMessage()),
                    "see that it runs, and that store.* and the network are right"));
        }
        ImmutableList<Finding> ofRing = new RingExamination(ring, clock.instant())
                .run(status.filter(s -> s.schema() > 0).isPresent());
        findings.addAll(ofRing);
        boolean bothThere = status.filter(s -> s.schema() == s.knownSchema()).isPresent()
                && ofRing.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        if (bothThere) {
            findings.add(pairing());
        }
        if (Files.isDirectory(dataFolder)) {
            findings.addAll(FolderExamination.of(dataFolder, clock));
        }
        return findings.build();
    }

    private static Finding schema(StoreStatus status) {
        if (status.schema() == 0) {
            return Finding.warning(
                    SUBJECT,
                    "there is no store at " + status.place() + " yet",
                    "symbolon serve and symbolon account add create it; otherwise --data or store.url names another");
        }
        String text = status.place() + " has schema version " + status.schema();
        if (status.schema() < status.knownSchema()) {
            return Finding.warning(
                    SUBJECT,
                    text + ", but this release needs version " + status.knownSchema(),
                    "symbolon serve updates it, or symbolon store migrate if store.migrate is false");
        }
        return status.schema() > status.knownSchema()
                ? Finding.problem(
                        SUBJECT,
                        text + ", but this release knows version " + status.knownSchema() + " only",
                        "use the release that updated the schema, or a newer one")
                : Finding.ok(SUBJECT, text);
    }

    private Finding pairing() {
        try {
            open.run();
            return Finding.ok(SUBJECT, "the store and the key ring belong together");
        } catch (StoreUnavailableException e) {
            return Finding.problem(
                    SUBJECT, String.valueOf(e.getMessage()), "restore the one that is not the right one");
        }
    }
}
