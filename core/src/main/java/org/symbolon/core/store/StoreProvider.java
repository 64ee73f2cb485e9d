package org.symbolon.core.store;

import com.google.common.collect.ImmutableList;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** Opens the stores behind one kind of URL. Named in {@code META-INF/services/org.symbolon.core.store.StoreProvider}. */
public interface StoreProvider {

    /** Whether it opens such a {@code store.url}. */
    boolean serves(String url);

    /** The settings that it knows, each key beginning with {@code store.} or with the name of what it keeps. */
    ImmutableList<SettingKey<?>> settings();

    /**
     * How the store is, without changing it.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if there is no answer
     */
    StoreStatus status(Settings settings);

    /**
     * Brings the store's schema up to date, as {@link #open} does where {@code store.migrate} lets it.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if there is no answer, or a newer release made the schema
     */
    void migrate(Settings settings);

    /**
     * Opens the stores, bringing their schema up to date unless {@code store.migrate} forbids it.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if there is no answer
     */
    Stores open(Settings settings);
}
