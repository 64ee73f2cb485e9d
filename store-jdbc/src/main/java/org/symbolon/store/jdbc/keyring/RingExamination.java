package org.symbolon.store.jdbc.keyring;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.store.jdbc.file.PrivateFiles;

/** Examines the file of the key ring: who may read it, and how old its primary key is. */
public final class RingExamination {
    private static final String SUBJECT = "key ring";

    /** A key that leaks opens the tokens and secrets of all the time in which it sealed. */
    private static final Duration OLD = Duration.ofDays(365);

    /** The clocks of two nodes may differ a little. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final FileKeyRing file;
    private final Instant now;

    public RingExamination(FileKeyRing file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /**
     * What was found of the ring.
     *
     * @param storeExists whether there is a store, to which there must be a ring
     */
    public ImmutableList<Finding> run(boolean storeExists) {
        try {
            return file.read().map(this::of).orElseGet(() -> ImmutableList.of(missing(storeExists)));
        } catch (StoreUnavailableException e) {
            return ImmutableList.of(Finding.problem(
                    SUBJECT, String.valueOf(e.getMessage()), "mend the file, or restore it from a backup or a node"));
        }
    }

    private Finding missing(boolean storeExists) {
        String text = "there is no key ring " + file.file();
        return storeExists
                ? Finding.problem(
                        SUBJECT, text, "mount its disk, restore it from a backup or copy it from another node")
                : Finding.warning(SUBJECT, text + " yet", "symbolon serve and symbolon account add create it");
    }

    private ImmutableList<Finding> of(KeyRing ring) {
        RingKey primary = ring.primary(now);
        String age = "the primary key " + primary.id() + " seals since " + primary.sealsFrom();
        if (primary.sealsFrom().isAfter(now.plus(TOLERANCE))) {
            return ImmutableList.of(Finding.problem(
                    SUBJECT,
                    "the primary key " + primary.id() + " is from " + primary.sealsFrom() + ", which is still to come",
                    "correct the clock of this machine, or of the one that made the ring"));
        } else if (primary.sealsFrom().plus(OLD).isBefore(now)) {
            return ImmutableList.of(Finding.warning(SUBJECT, age, "run symbolon keyring rotate"));
        }
        return ImmutableList.of(Finding.ok(SUBJECT, file.file() + mode() + ": " + age));
    }

    private String mode() {
        try {
            return PrivateFiles.hasPermissions(file.file())
                    ? " (" + FileOwnership.of(file.file()).mode() + ")"
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
