package org.symbolon.cli.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes keys that have expired. */
@Command(
        name = "purge",
        description = {
            "Removes keys that have expired, of all accounts or of one, in both environments.",
            "",
            "An expired key is as good as none to requests, but it takes room until it is removed or replaced."
        })
final class KeyPurgeCommand implements Runnable {
    /** How many keys are looked at in one transaction, so that tokens wait for none of them for long. */
    private static final int BATCH = 5_000;

    private final GlobalOptions global;

    @Option(names = "--account", paramLabel = "ID", description = "The account of the keys (default: all accounts).")
    private Optional<AccountId> account = Optional.empty();

    @Option(names = "--dry-run", description = "Count the keys, and remove none.")
    private boolean dryRun;

    KeyPurgeCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        try (Symbolon symbolon = global.open()) {
            long expired = accounts(symbolon).stream()
                    .mapToLong(
                            id -> purge(symbolon, id, Environment.PRODUCTION) + purge(symbolon, id, Environment.TEST))
                    .sum();
            global.output()
                    .result(
                            ImmutableMap.of(dryRun ? "expired" : "removed", expired),
                            (dryRun ? "keys that have expired: " : "keys removed: ") + expired);
        }
    }

    private ImmutableList<AccountId> accounts(Symbolon symbolon) {
        ImmutableList<AccountId> all = symbolon.accounts().all().keySet().asList();
        if (account.isPresent() && !all.contains(account.get())) {
            throw CommandFailedException.unknownAccount(account.get());
        }
        return account.map(ImmutableList::of).orElse(all);
    }

    private long purge(Symbolon symbolon, AccountId id, Environment environment) {
        KeyCaller caller = new KeyCaller(id, environment, Optional.empty(), Optional.empty());
        long expired = 0;
        Optional<KeyId> last = Optional.empty();
        do {
            KeyPage page = new KeyPage(last, BATCH);
            ExpiredKeys found = dryRun
                    ? symbolon.keys().findExpired(caller, page)
                    : symbolon.keys().removeExpired(caller, page);
            expired += found.number();
            last = found.last();
        } while (last.isPresent());
        return expired;
    }
}
