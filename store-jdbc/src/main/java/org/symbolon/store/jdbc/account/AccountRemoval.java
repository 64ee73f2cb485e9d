package org.symbolon.store.jdbc.account;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.database.OpenDatabase;

/**
 * Removes an account and what belongs to it. Its keys may be millions, so they are removed in several transactions; the
 * account is made inactive before the first of them, and removed in the last.
 */
final class AccountRemoval {
    /** How many keys are removed in one transaction. */
    private static final int KEYS = 5_000;

    private static final String OF_ACCOUNT = "FROM content_key WHERE account = :account AND environment = :environment";

    /** The tables that refer to an account, those of its other parts first and the account at the end. */
    private static final List<String> TABLES = List.of(
            "account_option WHERE account",
            "account_authenticator WHERE account",
            "account_network WHERE account",
            "account_default WHERE account",
            "account_drm_setting WHERE account",
            "content_key WHERE account",
            "token_lease WHERE account",
            "account WHERE id");

    private final OpenDatabase database;
    private final AccountId account;

    AccountRemoval(OpenDatabase database, AccountId account) {
        this.database = database;
        this.account = account;
    }

    /** Removes the account; false if there is none. */
    boolean run() {
        if (!database.write(this::deactivate)) {
            return false;
        }
        for (Environment environment : Environment.values()) {
            while (database.write(handle -> removeKeys(handle, environment))) {
                // There are more.
            }
        }
        return database.write(this::removeRest);
    }

    private boolean deactivate(Handle handle) {
        return handle.execute(
                        "UPDATE account SET active = FALSE, revision = ? WHERE id = ?",
                        JdbcAccounts.nextRevision(handle),
                        account.value())
                == 1;
    }

    /** Removes the keys up to one that is found in the primary key; returns false if there are no more than that. */
    private boolean removeKeys(Handle handle, Environment environment) {
        Optional<byte[]> last = handle.createQuery("SELECT kid " + OF_ACCOUNT + " ORDER BY kid LIMIT 1 OFFSET :most")
                .bind("account", account.value())
                .bind("environment", environment.id())
                .bind("most", KEYS)
                .mapTo(byte[].class)
                .findOne();
        last.ifPresent(kid -> handle.createUpdate("DELETE " + OF_ACCOUNT + " AND kid <= :kid")
                .bind("account", account.value())
                .bind("environment", environment.id())
                .bind("kid", kid)
                .execute());
        return last.isPresent();
    }

    private boolean removeRest(Handle handle) {
        long revision = JdbcAccounts.nextRevision(handle);
        handle.execute("UPDATE credential_revision SET value = value + 1");
        handle.execute("DELETE FROM credential WHERE account = ?", account.value());
        // Locks the account, as every change of a lease does first.
        handle.execute("UPDATE account SET tokens = tokens WHERE id = ?", account.value());
        int removed = 0;
        for (String table : TABLES) {
            removed = handle.execute("DELETE FROM " + table + " = ?", account.value());
        }
        handle.execute(
                "INSERT INTO deleted_account (id, revision) VALUES (?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision",
                account.value(),
                revision);
        return removed == 1;
    }
}
