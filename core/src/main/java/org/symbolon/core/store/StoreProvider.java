package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

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
     * Opens the stores.
     *
     * @param access what for; it decides what opening may change
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer, or its schema does not
     * fit
     */
    Stores open(Settings settings, StoreAccess access);
}
