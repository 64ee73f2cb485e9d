package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.story.Accounts;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.management.ManagementAnswer;

/** The stored keys of an account, without their values. */
public final class KeysRoom implements Room {
    private static final int LENGTH = 50;
    private static final int MOST_ACCOUNTS = 200;
    private static final String NAMED = "^";

    private final Symbolon symbolon;

    KeysRoom(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    /**
     * What the page shows.
     *
     * @param account whose keys; empty before one was chosen
     * @param kid the one that was looked for
     * @param next where the next page begins; empty on the last one
     */
    public record Model(
            ImmutableList<Account> accounts,
            Optional<AccountId> account,
            Environment environment,
            String kid,
            ImmutableList<StoredKey> keys,
            OptionalLong count,
            Optional<KeyId> next) {}

    @Override
    public ManagementAnswer answer(Visit visit) {
        visit.actor().require(Operation.KEYS_READ);
        ImmutableList<Account> accounts = Accounts.find("", symbolon.accounts(), MOST_ACCOUNTS);
        Environment environment = Environment.parse(visit.query("environment")).orElse(Environment.PRODUCTION);
        String kid = visit.query("kid");
        Optional<AccountId> chosen = AccountId.parse(visit.query("account"));
        if (chosen.isEmpty()) {
            return visit.page(
                    "keys",
                    new Model(
                            accounts,
                            chosen,
                            environment,
                            kid,
                            ImmutableList.of(),
                            OptionalLong.empty(),
                            Optional.empty()));
        }
        AccountId account = chosen.get();
        ImmutableList<StoredKey> keys = kid.isEmpty()
                ? visit.desk().keys().list(account, environment, new KeyPage(kid(visit.query("after")), LENGTH))
                : one(visit, account, environment, kid);
        Optional<KeyId> next =
                keys.size() == LENGTH ? Optional.of(keys.get(LENGTH - 1).kid()) : Optional.empty();
        OptionalLong count = OptionalLong.of(visit.desk().keys().count(account, environment));
        return visit.page("keys", new Model(accounts, chosen, environment, kid, keys, count, next));
    }

    private static Optional<KeyId> kid(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Parsed<KeyId> parsed = KeyId.parse(text);
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }

    /** A key by its id, or by the name that its id was made of. */
    private static ImmutableList<StoredKey> one(Visit visit, AccountId account, Environment environment, String text) {
        Optional<KeyId> wanted = kid(text).or(() -> kid(NAMED + text));
        try {
            return wanted.map(kid ->
                            visit.desk().keys().get(account, environment, kid).value())
                    .map(ImmutableList::of)
                    .orElseGet(ImmutableList::of);
        } catch (AdministrationException e) {
            if (e.reason() == AdministrationException.Reason.NOT_FOUND) {
                return ImmutableList.of();
            }
            throw e;
        }
    }
}
