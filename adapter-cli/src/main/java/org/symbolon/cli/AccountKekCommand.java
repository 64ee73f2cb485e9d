package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.SealedKek;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyEncryptionKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a KEK for an account, sealed under the key ring; it is never shown. */
@Command(
        name = "kek",
        description = {
            "Keeps a key encryption key (KEK) for an account, sealed under the key ring.",
            "",
            "Keys that are stored without a KEK of their own are wrapped under it, and requests for a token name such a key"
                    + " by its kid alone."
        })
final class AccountKekCommand {
    private static final int BYTES = 16;
    private static final String FORCE = "--force";

    private final GlobalOptions global;

    AccountKekCommand(GlobalOptions global) {
        this.global = global;
    }

    /** Where the new KEK comes from. */
    static final class Source {
        @Mixin
        private final KekOption kek = new KekOption();

        @Option(names = "--random", description = "Make a KEK that nobody sees.")
        private boolean random;
    }

    @Command(
            description = {
                "Has a KEK kept for an account.",
                "",
                "Refused, unless forced, where another one is kept and keys are stored: those under the other one could not"
                        + " be opened any more, unless somebody else has it."
            })
    void set(
            @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Mixin Source source,
            @Option(names = FORCE, description = "Replace the KEK although keys may be lost.") boolean force) {
        KeyEncryptionKey kek = read(source);
        try (Symbolon symbolon = global.open()) {
            if (!force && kept(symbolon, id).filter(other -> !other.equals(kek)).isPresent()) {
                refuseIfKeysAreStored(symbolon, id);
            }
            SealedKek sealed = symbolon.managedKeks().seal(id, kek);
            change(symbolon, id, account -> account.sealedKek(sealed));
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "kekId", kek.id()),
                            "the KEK " + kek.id() + " is kept for account " + id);
        }
    }

    private KeyEncryptionKey read(Source source) {
        Optional<KeyEncryptionKey> given = source.kek.read(new Inputs(global.surroundings()));
        if (given.isPresent() == source.random) {
            throw CommandFailedException.usage("one of --kek and --random is needed, and only one");
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
                "Keeps the KEK of an account no longer.",
                "",
                "Refused, unless forced, where keys are stored: those under it could not be opened any more, unless somebody"
                        + " else has it."
            })
    void remove(
            @Parameters(paramLabel = "ID", description = AccountCommand.ID_MEANING) AccountId id,
            @Option(names = FORCE, description = "Remove the KEK although keys may be lost.") boolean force) {
        try (Symbolon symbolon = global.open()) {
            if (find(symbolon, id).sealedKek().isEmpty()) {
                throw CommandFailedException.refused("no KEK is kept for account " + id);
            }
            if (!force) {
                refuseIfKeysAreStored(symbolon, id);
            }
            change(symbolon, id, account -> account.sealedKek(Optional.empty()));
            global.output()
                    .result(
                            ImmutableMap.of("account", id.value(), "managedKek", false),
                            "the KEK of account " + id + " is removed");
        }
    }

    private static Account find(Symbolon symbolon, AccountId id) {
        return symbolon.accounts().find(id).orElseThrow(() -> AccountCommand.unknown(id));
    }

    private static Optional<KeyEncryptionKey> kept(Symbolon symbolon, AccountId id) {
        return symbolon.managedKeks().find(find(symbolon, id));
    }

    private static void refuseIfKeysAreStored(Symbolon symbolon, AccountId id) {
        long keys = Arrays.stream(Environment.values())
                .map(environment -> new KeyCaller(id, environment, Optional.empty(), Optional.empty()))
                .mapToLong(symbolon.keys()::count)
                .sum();
        if (keys > 0) {
            throw CommandFailedException.refused("account " + id + " has " + keys
                    + " stored keys, which may be wrapped under the KEK that is kept; --force gives it up");
        }
    }

    private static void change(Symbolon symbolon, AccountId id, Consumer<Account.Builder> change) {
        symbolon.accounts().change(id, stored -> {
            Account account = stored.orElseThrow(() -> AccountCommand.unknown(id));
            Account.Builder changed = Account.builder().from(account);
            change.accept(changed);
            return changed.build();
        });
    }
}
