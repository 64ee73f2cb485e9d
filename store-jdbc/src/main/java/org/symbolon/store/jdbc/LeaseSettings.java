package org.symbolon.store.jdbc;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import org.symbolon.core.settings.SettingKey;

/** The settings of leased balances. */
final class LeaseSettings {
    static final SettingKey<Integer> TOKENS = SettingKey.number(
            "store.lease.tokens",
            1_000,
            "How many tokens of an account a node takes out of the shared store at most, to issue them without asking it;"
                    + " what a power cut can cost",
            1,
            1_000_000);

    static final SettingKey<Duration> IDLE = SettingKey.duration(
            "store.lease.idle",
            Duration.ofSeconds(15),
            "After how long without a request of an account a node gives back what it took for it");

    static final SettingKey<String> FOLDER = SettingKey.text(
            "store.lease.folder",
            "leases",
            "Where a node notes what it used, on a local disk, so that a crash costs nothing; relative to the data folder");

    private LeaseSettings() {}

    static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(TOKENS, IDLE, FOLDER);
    }
}
