package org.symbolon.cli.store;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.store.StoreStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies the store while services use it. */
@Command(
        name = "backup",
        description = {
            "Copies the store into a new folder while services use it, and checks the copy.",
            "",
            "The key ring is a secret, and the copy cannot be used without it. It is copied only with --with-keyring;"
                    + " otherwise keep a copy of it in another place. A store on PostgreSQL is copied with PostgreSQL's"
                    + " own programs."
        })
public final class BackupCommand implements Runnable {
    private final GlobalOptions global;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The folder, which must not exist or be empty. It has this name when the copy is complete.")
    private Path folder = Path.of("");

    @Option(names = "--with-keyring", description = "Copy the key ring too: whoever reads the copy can make tokens.")
    private boolean withKeyRing;

    public BackupCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        StoreStatus copied = global.store().backup(global.settings(), folder, withKeyRing);
        if (!withKeyRing) {
            global.output()
                    .note("the key ring was not copied; keep a copy of it in another place, because the store cannot be"
                            + " used without it");
        }
        global.output()
                .result(ImmutableMap.of(
                        "folder", folder.toAbsolutePath().normalize().toString(),
                        "schema", copied.schema(),
                        "counts", copied.counts(),
                        "keyRing", withKeyRing));
    }
}
