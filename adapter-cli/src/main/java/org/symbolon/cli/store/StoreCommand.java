package org.symbolon.cli.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreCopy;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows and updates the store itself. These commands do not open the store as the others do. */
@Command(
        name = "store",
        addMethodSubcommands = false,
        description = "Shows the state of the store, and updates its schema.")
public record StoreCommand(GlobalOptions global) {

    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        return Commands.group(
                new StoreCommand(global),
                ImmutableMap.of("lease", more -> Commands.group(new LeaseCommand(global), ImmutableMap.of(), more)),
                words);
    }

    @Command(
            description = {
                "Shows the place and the schema of the store, the number of its entries, the tokens that running"
                        + " nodes have reserved from balances (leases), and those that were written off with nodes that"
                        + " are gone. Of a store that is a copy it says when that was made. Nothing is changed."
            })
    void status() {
        global.output().result(model(global.store().status(global.settings())));
    }

    private static ImmutableMap<String, Object> model(StoreStatus status) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("place", status.place())
                .put("schema", status.schema())
                .put("knownSchema", status.knownSchema());
        GlobalOptions.advice(status).ifPresent(advice -> model.put("advice", advice));
        status.copy().ifPresent(copy -> model.put("copy", copy(copy)));
        if (!status.writtenOff().isEmpty()) {
            model.put(
                    "writtenOff",
                    status.writtenOff().entrySet().stream()
                            .map(entry ->
                                    ImmutableMap.of("account", entry.getKey().value(), "tokens", entry.getValue()))
                            .collect(ImmutableList.toImmutableList()));
        }
        return model.put("counts", status.counts())
                .put(
                        "leases",
                        status.leases().stream().map(StoreCommand::lease).collect(ImmutableList.toImmutableList()))
                .build();
    }

    private static ImmutableMap<String, Object> copy(StoreCopy copy) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("made", copy.made().toString());
        copy.restored().ifPresent(time -> model.put("restored", time.toString()));
        return model.put("advice", "tokens that were issued after the copy was made are not counted in balances")
                .build();
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
                "Accepts the store and the key ring as they are, although one of them is missing or belongs to another"
                        + " one, and links them. Whichever is missing is made anew.",
                "",
                "Nothing that was sealed under a lost key ring can be opened again: tokens, kept KEKs, credentials."
                        + " Restore a backup instead if there is one."
            })
    void accept(
            @Option(names = "--force", required = true, description = "Confirms that nothing can be restored.")
                    boolean force) {
        try (Symbolon symbolon = global.accept()) {
            int keys = symbolon.keyRing().read().map(ring -> ring.keys().size()).orElse(0);
            String place = global.store().status(global.settings()).place();
            global.output()
                    .result(
                            ImmutableMap.of("place", place, "ringKeys", keys),
                            "the store at " + place + " and a key ring with " + keys + " key(s) now belong together");
        }
    }

    @Command(
            description = {
                "Updates the schema of the store, and creates the store if there is none.",
                "",
                "'symbolon serve', 'account add' and 'account import' do the same unless the setting store.migrate is"
                        + " false. All other commands use the store as it is."
            })
    void migrate() {
        Settings settings = global.settings();
        StoreProvider store = global.store();
        int before = store.status(settings).schema();
        store.migrate(settings);
        int after = store.status(settings).schema();
        global.output()
                .result(
                        ImmutableMap.of("from", before, "to", after),
                        before == after
                                ? "the schema already has version " + after
                                : "the schema was updated from version " + before + " to version " + after);
    }
}
