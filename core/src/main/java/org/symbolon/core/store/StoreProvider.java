package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.InstantSource;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;

/**
 * Opens the stores behind one kind of URL. It is found by {@link java.util.ServiceLoader}, as {@code
 * META-INF/services/org.symbolon.core.store.StoreProvider} names it.
 */
public interface StoreProvider {

    /** Whether this provider can open a {@code store.url}. */
    boolean serves(String url);

    /** The settings of this provider; each name begins with {@code store.} or with the name of what it stores. */
    ImmutableList<SettingKey<?>> settings();

    /**
     * The state of the store. Nothing is changed or created.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer
     */
    StoreStatus status(Settings settings);

    /**
     * Creates the store if there is none, and brings its schema up to date.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer, or a newer release made
     * its schema
     */
    void migrate(Settings settings);

    /**
     * Examines the store and the key ring for {@code symbolon doctor}: whether they can be reached and written, belong
     * together, and agree with this machine about the time. Nothing is changed or created. By default it says what
     * {@link #status} does.
     *
     * @param clock the clock of this machine
     */
    default ImmutableList<Finding> examine(Settings settings, InstantSource clock) {
        try {
            StoreStatus status = status(settings);
            return ImmutableList.of(
                    status.schema() == status.knownSchema()
                            ? Finding.ok("store", status.place())
                            : Finding.problem(
                                    "store",
                                    status.place() + " has schema version " + status.schema()
                                            + ", but this release needs version " + status.knownSchema(),
                                    "run symbolon store migrate, or a release that fits"));
        } catch (StoreUnavailableException e) {
            return ImmutableList.of(
                    Finding.problem("store", String.valueOf(e.getMessage()), "see that the store can be reached"));
        }
    }

    /**
     * Copies the store into a new folder, while services use it. The folder gets its name when the copy is complete and
     * was checked.
     *
     * @param folder a folder that does not exist or is empty
     * @param withKeyRing whether the key ring, a secret, is copied too
     * @return the state of the copy
     * @throws SettingsException if only the programs of its database can copy this kind of store
     * @throws org.symbolon.core.error.StoreUnavailableException if there is no store, or the copy cannot be made
     */
    default StoreStatus backup(Settings settings, Path folder, boolean withKeyRing) {
        throw copiedByItsDatabase();
    }

    /**
     * Puts a copy in the place of the store. A store that is there is kept under another name.
     *
     * @param folder what {@link #backup} has made
     * @param force whether to replace a store and a key ring that are there
     * @throws SettingsException if only the programs of its database can copy this kind of store
     * @throws org.symbolon.core.error.StoreUnavailableException if the copy is damaged, does not belong to the key
     *     ring, or may not replace what is there; nothing was changed
     */
    default RestoredStore restore(Settings settings, Path folder, boolean force) {
        throw copiedByItsDatabase();
    }

    private static SettingsException copiedByItsDatabase() {
        return new SettingsException("this kind of store is copied and restored with the programs of its database;"
                + " docs/operations/backup.md has the commands");
    }

    /**
     * Opens the stores.
     *
     * @param access what for; it decides what opening may change
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer, or its schema does not
     * fit
     */
    Stores open(Settings settings, StoreAccess access);
}
