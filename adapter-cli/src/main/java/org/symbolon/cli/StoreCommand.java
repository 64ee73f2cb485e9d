package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import picocli.CommandLine.Command;

/** Looks after the store itself, without opening it as the other commands do. */
@Command(name = "store", description = "Shows how the store is, and brings its tables up to date.")
final class StoreCommand {
    private final GlobalOptions global;

    StoreCommand(GlobalOptions global) {
        this.global = global;
    }

    @Command(
            description = {
                "Shows where the store is, which schema it has, how much is in it, and the tokens that running nodes have"
                        + " taken out of balances ahead (leases). Changes nothing."
            })
    void status() {
        global.output().result(model(status(global.settings())));
    }

    private static StoreStatus status(Settings settings) {
        return Symbolon.storeProvider(settings).status(settings);
    }

    private static ImmutableMap<String, Object> model(StoreStatus status) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("place", status.place())
                .put("schema", status.schema())
                .put("knownSchema", status.knownSchema());
        advice(status).ifPresent(advice -> model.put("advice", advice));
        return model.put("counts", status.counts())
                .put(
                        "leases",
                        status.leases().stream().map(StoreCommand::lease).collect(ImmutableList.toImmutableList()))
                .build();
    }

    private static Optional<String> advice(StoreStatus status) {
        if (status.schema() == status.knownSchema()) {
            return Optional.empty();
        }
        return Optional.of(
                status.schema() < status.knownSchema()
                        ? "run 'symbolon store migrate', which brings the schema up to date"
                        : "run the release that made this schema, or a newer one");
    }

    private static ImmutableMap<String, Object> lease(StoreStatus.Lease lease) {
        return ImmutableMap.of(
                "node", lease.node(),
                "account", lease.account().value(),
                "tokens", lease.tokens(),
                "reported", lease.reported().toString());
    }

    @Command(
            description = {
                "Brings the schema of the store up to date, making the store where there is none.",
                "",
                "Commands and the service do so by themselves, unless the setting store.migrate is false."
            })
    void migrate() {
        Settings settings = global.settings();
        StoreProvider store = Symbolon.storeProvider(settings);
        int before = store.status(settings).schema();
        store.migrate(settings);
        int after = store.status(settings).schema();
        global.output()
                .result(
                        ImmutableMap.of("from", before, "to", after),
                        before == after
                                ? "the schema has version " + after + " already"
                                : "the schema had version " + before + ", and has version " + after + " now");
    }
}
