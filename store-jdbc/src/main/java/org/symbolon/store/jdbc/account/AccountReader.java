package org.symbolon.store.jdbc.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** Reads accounts from their tables. One instance runs one query. */
final class AccountReader {
    private final String condition;
    private final long value;
    private final Map<Long, Draft> drafts = new LinkedHashMap<>();

    /** An account while its tables are being read. */
    private record Draft(
            Account.Builder account,
            Map<DrmId, ImmutableMap.Builder<String, String>> defaults,
            Map<DrmId, ImmutableMap.Builder<String, String>> settings) {
        Account build() {
            defaults.forEach((drm, values) -> account.putDefaults(drm, values.buildOrThrow()));
            settings.forEach((drm, values) -> account.putDrmSettings(drm, values.buildOrThrow()));
            return account.build();
        }
    }

    private AccountReader(String condition, long value) {
        this.condition = condition;
        this.value = value;
    }

    static AccountReader of(AccountId id) {
        return new AccountReader("id = :value", id.value());
    }

    static AccountReader changedAfter(long revision) {
        return new AccountReader("revision > :value", revision);
    }

    /** The accounts in the order of their ids. Reads several tables, so it is to be called in a transaction. */
    ImmutableList<Account> read(Handle handle) {
        query(
                handle,
                "SELECT id AS account, name, active, tokens, sealed_kek, persistence, rate FROM account WHERE "
                        + condition + " ORDER BY id",
                this::account);
        queryPart(handle, "drm, drm_option FROM account_option", "drm", this::option);
        queryPart(handle, "environment, hash FROM account_authenticator", "position", this::authenticator);
        queryPart(handle, "network FROM account_network", "position", this::network);
        queryPart(
                handle,
                "drm, name, value FROM account_default",
                "drm, name",
                (account, row) -> put(find(account).defaults, row));
        queryPart(
                handle,
                "drm, name, value FROM account_drm_setting",
                "drm, name",
                (account, row) -> put(find(account).settings, row));
        return drafts.values().stream().map(Draft::build).collect(ImmutableList.toImmutableList());
    }

    private interface RowReader {
        void read(long account, ResultSet row) throws SQLException;
    }

    private void queryPart(Handle handle, String columns, String order, RowReader reader) {
        String chosen = " WHERE account IN (SELECT id FROM account WHERE " + condition + ") ORDER BY account, ";
        query(handle, "SELECT account, " + columns + chosen + order, reader);
    }

    private void query(Handle handle, String sql, RowReader reader) {
        handle.createQuery(sql).bind("value", value).scanResultSet((rows, context) -> {
            ResultSet row = rows.get();
            while (row.next()) {
                readRow(row, reader);
            }
            return true;
        });
    }

    private static void readRow(ResultSet row, RowReader reader) throws SQLException {
        long account = row.getLong("account");
        try {
            reader.read(account, row);
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("account " + account + " in the store has an invalid value", e);
        }
    }

    private Draft find(long account) {
        return Optional.ofNullable(drafts.get(account)).orElseThrow(IllegalArgumentException::new);
    }

    private void account(long id, ResultSet row) throws SQLException {
        Account.Builder account = Account.builder();
        account.id(new AccountId(id)).name(row.getString("name")).active(row.getBoolean("active"));
        row.getLong("tokens");
        account.metered(!row.wasNull());
        account.persistence(row.getBoolean("persistence"));
        account.rate(Optional.ofNullable(row.getString("rate"))
                .map(text -> RateLimit.parse(text).orElseThrow(IllegalArgumentException::new)));
        account.sealedKek(Optional.ofNullable(row.getBytes("sealed_kek")).map(SealedKek::of));
        drafts.put(id, new Draft(account, new LinkedHashMap<>(), new LinkedHashMap<>()));
    }

    private void option(long account, ResultSet row) throws SQLException {
        DrmOption option = DrmOption.parse(row.getString("drm_option")).orElseThrow(IllegalArgumentException::new);
        find(account).account.putOptions(new DrmId(row.getString("drm")), option);
    }

    private void authenticator(long account, ResultSet row) throws SQLException {
        Environment environment =
                Environment.parse(row.getString("environment")).orElseThrow(IllegalArgumentException::new);
        AuthenticatorHash hash = AuthenticatorHash.of(row.getBytes("hash"));
        find(account).account.addAuthenticators(new Authenticator(environment, hash));
    }

    private void network(long account, ResultSet row) throws SQLException {
        Network network = Network.parse(row.getString("network")).orElseThrow(IllegalArgumentException::new);
        find(account).account.addAllowedNetworks(network);
    }

    private static void put(Map<DrmId, ImmutableMap.Builder<String, String>> values, ResultSet row)
            throws SQLException {
        values.computeIfAbsent(new DrmId(row.getString("drm")), drm -> ImmutableMap.builder())
                .put(row.getString("name"), row.getString("value"));
    }
}
