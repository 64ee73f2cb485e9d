package org.symbolon.store.jdbc.account;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Secret;

/** Writes an account into its tables. */
final class AccountWriter {
    private static final List<String> PARTS = List.of(
            "account_option", "account_authenticator", "account_network", "account_default", "account_drm_setting");

    private final Handle handle;
    private final Account account;

    AccountWriter(Handle handle, Account account) {
        this.handle = handle;
        this.account = account;
    }

    /** Inserts or replaces the account. The balance is kept if the account was metered before and still is. */
    void write(long revision) {
        writeAccount(revision);
        clearParts();
        writeOptions();
        writeAuthenticators();
        writeNetworks();
        writeByDrm("account_default", account.defaults());
        writeByDrm("account_drm_setting", account.drmSettings());
    }

    private void writeAccount(long revision) {
        handle.createUpdate("""
                        INSERT INTO account (id, name, active, tokens, sealed_kek, persistence, rate, revision)
                        VALUES (:id, :name, :active, CASE WHEN :metered THEN 0 END, :sealedKek, :persistence, :rate,
                                :revision)
                        ON CONFLICT (id) DO UPDATE SET
                            name = excluded.name,
                            active = excluded.active,
                            tokens = CASE WHEN excluded.tokens IS NOT NULL THEN coalesce(account.tokens, 0) END,
                            sealed_kek = excluded.sealed_kek,
                            persistence = excluded.persistence,
                            rate = excluded.rate,
                            revision = excluded.revision
                        """)
                .bind("id", account.id().value())
                .bind("name", account.name())
                .bind("active", account.active())
                .bind("metered", account.metered())
                .bind("sealedKek", account.sealedKek().map(Secret::reveal).orElse(null))
                .bind("persistence", account.persistence())
                .bind("rate", account.rate().map(RateLimit::toString).orElse(null))
                .bind("revision", revision)
                .execute();
    }

    private void clearParts() {
        for (String table : PARTS) {
            handle.execute(
                    "DELETE FROM " + table + " WHERE account = ?", account.id().value());
        }
    }

    private void writeOptions() {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO account_option (account, drm, drm_option) VALUES (?, ?, ?)");
        account.options().forEach((drm, option) -> batch.add(account.id().value(), drm.value(), option.id()));
        batch.execute();
    }

    private void writeAuthenticators() {
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO account_authenticator (account, position, environment, hash) VALUES (?, ?, ?, ?)");
        int position = 0;
        for (Authenticator authenticator : account.authenticators()) {
            batch.add(
                    account.id().value(),
                    position++,
                    authenticator.environment().id(),
                    authenticator.hash().reveal());
        }
        batch.execute();
    }

    private void writeNetworks() {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO account_network (account, position, network) VALUES (?, ?, ?)");
        for (int i = 0; i < account.allowedNetworks().size(); i++) {
            batch.add(account.id().value(), i, account.allowedNetworks().get(i).toString());
        }
        batch.execute();
    }

    private void writeByDrm(String table, Map<DrmId, ImmutableMap<String, String>> values) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO " + table + " (account, drm, name, value) VALUES (?, ?, ?, ?)");
        values.forEach((drm, ofDrm) ->
                ofDrm.forEach((name, value) -> batch.add(account.id().value(), drm.value(), name, value)));
        batch.execute();
    }
}
