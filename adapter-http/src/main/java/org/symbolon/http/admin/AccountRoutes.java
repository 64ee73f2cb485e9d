package org.symbolon.http.admin;

import static org.symbolon.core.administration.Operation.ACCOUNTS_CHANGE;
import static org.symbolon.core.administration.Operation.ACCOUNTS_DELETE;
import static org.symbolon.core.administration.Operation.ACCOUNTS_READ;
import static org.symbolon.core.administration.Operation.AUTHENTICATORS_CHANGE;
import static org.symbolon.core.administration.Operation.BALANCES_CHANGE;
import static org.symbolon.core.administration.Operation.BALANCES_READ;
import static org.symbolon.core.administration.Operation.KEKS_CHANGE;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.administration.AccountAdministration;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.Versioned;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/** Accounts, their authenticators, balances and KEKs. */
final class AccountRoutes {
    private static final String ACCOUNT = "/accounts/{account}";
    private static final Field FORCE = Field.optional("force", "flag", "true: even if that loses something");
    private static final Field TOKENS = Field.required("tokens", "number", "How many; 1 or more");
    private static final Field LEFT = Field.required("tokens", "number", "What is left; null for no limit");

    private static final ImmutableList<Field> WHOLE = ImmutableList.<Field>builder()
            .add(
                    Field.required("id", "number", "The customer id"),
                    Field.required("metered", "flag", "Whether its tokens are taken from a balance"),
                    Field.required("authenticators", "list", "The label and the environment of each; never a secret"),
                    Field.required("managedKek", "flag", "Whether a KEK is kept for it"))
            .addAll(AccountJson.CHANGEABLE)
            .build();

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of(
                            "GET",
                            "/accounts",
                            ACCOUNTS_READ,
                            "Lists accounts in the order of their ids, without balances")
                    .addQuery(
                            Field.optional("after", "number", "Begins after this id"),
                            Field.optional("length", "number", "How many at most, 1 to 500; 100 by default"))
                    .addAnswer(
                            Field.required("accounts", "list", "The accounts"),
                            Field.optional("next", "number", "The parameter after for the next page"))
                    .work(AccountRoutes::list)
                    .build(),
            AdminRoute.of("POST", "/accounts", ACCOUNTS_CHANGE, "Creates an account, without authenticators")
                    .addBody(Field.required("id", "number", "The customer id, 1 to 18 digits"))
                    .addAllBody(AccountJson.CHANGEABLE)
                    .status(201)
                    .addAllAnswer(WHOLE)
                    .work(AccountRoutes::create)
                    .build(),
            AdminRoute.of("GET", ACCOUNT, ACCOUNTS_READ, "Shows an account")
                    .addAllAnswer(WHOLE)
                    .work(AccountRoutes::get)
                    .build(),
            AdminRoute.of("PATCH", ACCOUNT, ACCOUNTS_CHANGE, "Changes the fields of an account that are given")
                    .versioned(true)
                    .addAllBody(AccountJson.CHANGEABLE)
                    .addAllAnswer(WHOLE)
                    .work(AccountRoutes::change)
                    .build(),
            AdminRoute.of(
                            "DELETE",
                            ACCOUNT,
                            ACCOUNTS_DELETE,
                            "Deletes an account with all that belongs to it, but not its records")
                    .versioned(true)
                    .addQuery(FORCE)
                    .status(204)
                    .work(AccountRoutes::delete)
                    .build(),
            AdminRoute.of(
                            "POST",
                            ACCOUNT + "/authenticators",
                            AUTHENTICATORS_CHANGE,
                            "Adds an authenticator, which only this answer shows")
                    .versioned(true)
                    .addBody(Field.optional("environment", "text", "production, which is the default, or test"))
                    .status(201)
                    .addAnswer(
                            Field.required("label", "text", "Its name among those of the account"),
                            Field.required("environment", "text", "Where it is valid"),
                            Field.required("customerAuthenticator", "text", "The authenticator, a secret"))
                    .work(AccountRoutes::addAuthenticator)
                    .build(),
            AdminRoute.of(
                            "DELETE",
                            ACCOUNT + "/authenticators/{label}",
                            AUTHENTICATORS_CHANGE,
                            "Removes an authenticator")
                    .versioned(true)
                    .status(204)
                    .work(AccountRoutes::removeAuthenticator)
                    .build(),
            AdminRoute.of("GET", ACCOUNT + "/balance", BALANCES_READ, "Shows what is left of a balance")
                    .addAnswer(LEFT)
                    .work(AccountRoutes::balance)
                    .build(),
            AdminRoute.of("POST", ACCOUNT + "/balance/credit", BALANCES_CHANGE, "Adds tokens to a balance")
                    .versioned(true)
                    .addBody(TOKENS)
                    .addAnswer(LEFT)
                    .work(AccountRoutes::credit)
                    .build(),
            AdminRoute.of("POST", ACCOUNT + "/balance/debit", BALANCES_CHANGE, "Takes tokens away from a balance")
                    .versioned(true)
                    .addBody(TOKENS)
                    .addAnswer(LEFT)
                    .work(AccountRoutes::debit)
                    .build(),
            AdminRoute.of("PUT", ACCOUNT + "/kek", KEKS_CHANGE, "Keeps a KEK for an account; it is never shown")
                    .versioned(true)
                    .addQuery(FORCE)
                    .addBody(Field.optional("kek", "text", "32 hexadecimal digits; a random KEK if it is left out"))
                    .addAnswer(Field.required("kekId", "text", "The id of the KEK"))
                    .work(AccountRoutes::keepKek)
                    .build(),
            AdminRoute.of("DELETE", ACCOUNT + "/kek", KEKS_CHANGE, "Forgets the KEK of an account")
                    .versioned(true)
                    .addQuery(FORCE)
                    .status(204)
                    .work(AccountRoutes::dropKek)
                    .build());

    private AccountRoutes() {}

    private static AccountAdministration accounts(AdminCall call) {
        return call.desk().accounts();
    }

    private static AdminAnswer list(AdminCall call) {
        int length = call.length();
        ImmutableList<Account> found =
                accounts(call).list(call.numberInQuery("after").orElse(0L), length);
        ImmutableMap.Builder<String, Object> page = ImmutableMap.builder();
        page.put("accounts", found.stream().map(AccountJson::of).collect(ImmutableList.toImmutableList()));
        if (found.size() == length) {
            page.put("next", found.get(length - 1).id().value());
        }
        return AdminAnswer.of(page.buildOrThrow());
    }

    private static AdminAnswer create(AdminCall call) {
        JsonBody body = call.body();
        AccountId id = body.number("id")
                .flatMap(number -> AccountId.parse(Long.toString(number)))
                .orElseThrow(() -> AdminRefusal.invalid("id", "must be a whole number with 1 to 18 digits, and not 0"));
        accounts(call).create(AccountJson.update(id, body).build());
        return whole(call, id);
    }

    private static AdminAnswer get(AdminCall call) {
        return whole(call, call.account());
    }

    private static AdminAnswer whole(AdminCall call, AccountId id) {
        Versioned<Account> account = accounts(call).get(id);
        return AdminAnswer.of(AccountJson.of(account.value()), account.revision());
    }

    private static AdminAnswer change(AdminCall call) {
        AccountUpdate update = AccountJson.update(call.account(), call.body()).build();
        accounts(call).change(update, call.expected());
        return whole(call, call.account());
    }

    private static AdminAnswer delete(AdminCall call) {
        accounts(call).delete(call.account(), call.force(), call.expected());
        return AdminAnswer.none();
    }

    private static AdminAnswer addAuthenticator(AdminCall call) {
        Environment environment = call.body()
                .text("environment", Environment::parse, "must be production or test")
                .orElse(Environment.PRODUCTION);
        CustomerAuthenticator added = accounts(call).addAuthenticator(call.account(), environment, call.expected());
        return AdminAnswer.of(ImmutableMap.<String, Object>builder()
                .putAll(AccountJson.authenticator(Authenticator.of(call.account(), environment, added.secret())))
                .put("customerAuthenticator", added.reveal())
                .buildOrThrow());
    }

    private static AdminAnswer removeAuthenticator(AdminCall call) {
        accounts(call).removeAuthenticator(call.account(), call.variable("label"), call.expected());
        return AdminAnswer.none();
    }

    private static AdminAnswer balance(AdminCall call) {
        Versioned<OptionalLong> balance = accounts(call).balance(call.account());
        return balance.value().isPresent()
                ? AdminAnswer.of(ImmutableMap.of("tokens", balance.value().getAsLong()), balance.revision())
                : AdminAnswer.of(ImmutableMap.of("tokens", OptionalLong.empty()), balance.revision());
    }

    private static AdminAnswer credit(AdminCall call) {
        long tokens = call.body().number("tokens").orElseThrow();
        accounts(call).credit(call.account(), tokens, call.expected());
        return balance(call);
    }

    private static AdminAnswer debit(AdminCall call) {
        long tokens = call.body().number("tokens").orElseThrow();
        accounts(call).debit(call.account(), tokens, call.expected());
        return balance(call);
    }

    private static AdminAnswer keepKek(AdminCall call) {
        String id = call.body()
                .text("kek", AccountRoutes::valid, "must be 32 hexadecimal digits")
                .map(kek -> accounts(call).keepKek(call.account(), kek, call.force(), call.expected()))
                .orElseGet(() -> accounts(call).keepRandomKek(call.account(), call.force(), call.expected()));
        return AdminAnswer.of(ImmutableMap.of("kekId", id));
    }

    private static Optional<KeyEncryptionKey> valid(String text) {
        Parsed<KeyEncryptionKey> parsed = KeyEncryptionKey.parse128(text);
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }

    private static AdminAnswer dropKek(AdminCall call) {
        accounts(call).dropKek(call.account(), call.force(), call.expected());
        return AdminAnswer.none();
    }
}
