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
     * Opens the stores, bringing their schema up to date.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if there is no answer
     */
    Stores open(Settings settings);
}
