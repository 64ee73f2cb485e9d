package org.symbolon.cli.store;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Output.Shown;
import org.symbolon.core.account.RunningServices;
import org.symbolon.core.store.RestoredStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts a copy in the place of the store. */
@Command(
        name = "restore",
        description = {
            "Puts a copy that 'symbolon backup' has made in the place of the store.",
            "",
            "The copy is checked first, and must belong to the key ring that is there or in the copy. Balances are"
                    + " those of the time of the copy: tokens that were issued since are not counted in them. Take them"
                    + " off with 'symbolon account debit'; where the replaced store can be read, the command shows by"
                    + " how much balances differ."
        })
public final class RestoreCommand implements Runnable {
    private final GlobalOptions global;

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "The folder with the copy.")
    private Path folder = Path.of("");

    @Option(
            names = "--force",
            description = "Replace a store and a key ring that are there; they are kept under another name.")
    private boolean force;

    public RestoreCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        if (new RunningServices(global.settings().dataFolder()).isAnyRunning()) {
            if (!force) {
                throw CommandFailedException.refused("a service runs on this data folder; stop it first");
            }
            global.output()
                    .warn("a service runs on this data folder: what it still writes is lost, and it has to be started"
                            + " again");
        }
        RestoredStore restored = global.store().restore(global.settings(), folder, force);
        // A copy with the schema of an earlier release does not say when it was made.
        String made =
                restored.status().copy().map(copy -> copy.made().toString()).orElse("the time of the copy");
        global.output()
                .note("balances are those of " + made + "; tokens that were issued since are not counted in them, so"
                        + " take them off with 'symbolon account debit'");
        global.output().result(model(restored));
    }

    private static ImmutableMap<String, Object> model(RestoredStore restored) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("place", restored.status().place())
                .put("schema", restored.status().schema());
        GlobalOptions.advice(restored.status()).ifPresent(advice -> model.put("advice", advice));
        model.put("counts", restored.status().counts());
        restored.replaced().ifPresent(place -> model.put("replaced", place));
        return model.put(
                        "balances",
                        restored.balances().stream()
                                .map(RestoreCommand::balance)
                                .collect(ImmutableList.toImmutableList()))
                .build();
    }

    private static ImmutableMap<String, Object> balance(RestoredStore.Balance balance) {
        return ImmutableMap.of(
                "account", balance.account().value(),
                "restored", Shown.balance(balance.restored()),
                "replaced", Shown.balance(balance.replaced()));
    }
}
