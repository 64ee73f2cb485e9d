package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.AccountId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Creates and changes many accounts. */
@Command(
        name = "import",
        description = {
            "Creates and changes accounts from a JSON file, which may be what 'account list --output json' writes. If"
                    + " anything in the file is wrong, nothing is changed.",
            "",
            "A field that is left out keeps its value, and so do options, defaults and settings that the file does not"
                    + " name; lists replace those of the account. A new account is active and has no limit and no DRM.",
            "",
            "If there is no store or no key ring yet, they are created."
        })
final class AccountImportCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
    private String file = "-";

    AccountImportCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        // The file is checked before the store is opened, so that a wrong file creates no store.
        ImmutableList<AccountUpdate> updates =
                AccountFile.read(new Inputs(global.surroundings()).text(file), global.drms());
        try (Symbolon symbolon = global.setUp()) {
            ImmutableSet<AccountId> before = symbolon.accounts().all().keySet();
            write(symbolon, updates);
            List<Long> created = new ArrayList<>();
            List<Long> changed = new ArrayList<>();
            updates.forEach(update -> (before.contains(update.id()) ? changed : created)
                    .add(update.id().value()));
            global.output()
                    .result(
                            ImmutableMap.of("created", created, "changed", changed),
                            "accounts imported: " + created.size() + " new, " + changed.size() + " changed");
            global.awaitServices(symbolon);
        }
    }

    /** Writes each account in a transaction of its own, and says which are written if one fails. */
    private void write(Symbolon symbolon, ImmutableList<AccountUpdate> updates) {
        int written = 0;
        try {
            for (AccountUpdate update : updates) {
                Account account = global.desk(symbolon).accounts().put(update);
                written++;
                update.warnings(symbolon.drms(), account).forEach(global.output()::warn);
            }
        } catch (RuntimeException e) {
            global.output()
                    .note("accounts imported before the failure: " + ids(updates.subList(0, written))
                            + "; account " + updates.get(written).id()
                            + " failed; the file can be imported again from its beginning");
            throw e;
        }
    }

    private static String ids(List<AccountUpdate> updates) {
        return updates.isEmpty()
                ? "none"
                : updates.stream().map(update -> update.id().toString()).collect(Collectors.joining(", "));
    }
}
