package org.symbolon.cli.account;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.KekOption;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.KeyEncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a KEK for an account, sealed under the key ring; it is never shown. */
@Command(
        name = "kek",
        addMethodSubcommands = false,
        description = {
            "Keeps a key encryption key (KEK) for an account, sealed under the key ring.",
            "",
            "Keys that are stored without another KEK are wrapped under it. A token request names such a key by its"
                    + " kid and needs no KEK."
        })
record AccountKekCommand(GlobalOptions global) {
    private static final int BYTES = 16;
    private static final String FORCE = "--force";

    /** The source of the new KEK. */
    static final class Source {
        @Mixin
        private final KekOption kek = new KekOption();

        @Option(names = "--random", description = "Make a random KEK, which is never shown.")
        private boolean random;
    }

    @Command(
            description = {
                "Keeps a KEK for an account.",
                "",
                "Without --force this is refused if another KEK is kept and the account has keys: they may be wrapped"
                        + " under the other KEK, and without it nobody can open them."
            })
    void set(
            @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Mixin Source source,
            @Option(names = FORCE, description = "Replace the KEK even if keys may be lost.") boolean force) {
        KeyEncryptionKey kek = read(source);
        try (Symbolon symbolon = global.openWithKeyRing()) {
            global.desk(symbolon).accounts().keepKek(id, kek, force, Expected.ANY);
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "kekId", kek.id()),
                            "the KEK " + kek.id() + " is kept for account " + id);
            global.awaitServices(symbolon);
        }
    }

    private KeyEncryptionKey read(Source source) {
        Optional<KeyEncryptionKey> given = source.kek.read(new Inputs(global.surroundings()));
        if (given.isPresent() == source.random) {
            throw CommandFailedException.usage("exactly one of --kek and --random is needed");
        }
        return given.orElseGet(this::random);
    }

    private KeyEncryptionKey random() {
        byte[] bytes = new byte[BYTES];
        global.surroundings().random().nextBytes(bytes);
        return KeyEncryptionKey.of(bytes);
    }

    @Command(
            description = {
                "Removes the KEK that is kept for an account.",
                "",
                "Without --force this is refused if the account has keys: they may be wrapped under the KEK, and"
                        + " without it nobody can open them."
            })
    void remove(
            @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Option(names = FORCE, description = "Remove the KEK even if keys may be lost.") boolean force) {
        try (Symbolon symbolon = global.open()) {
            global.desk(symbolon).accounts().dropKek(id, force, Expected.ANY);
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "managedKek", false),
                            "the KEK of account " + id + " is removed");
            global.awaitServices(symbolon);
        }
    }
}
