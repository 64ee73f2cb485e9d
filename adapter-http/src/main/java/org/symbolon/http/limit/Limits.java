package org.symbolon.http.limit;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Objects;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.http.server.Router;

/** How often accounts and addresses may ask; one for all event loops. */
public final class Limits {
    private final AccountDirectory accounts;
    private final Settings settings;
    private final MeterRegistry meters;
    private final TimeMeter time;
    private final Buckets failures;
    private final ImmutableMap<LimitedRoute, OfRoute> routes;

    public Limits(AccountDirectory accounts, Settings settings, MeterRegistry meters) {
        this(accounts, settings, meters, TimeMeter.SYSTEM_NANOTIME);
    }

    Limits(AccountDirectory accounts, Settings settings, MeterRegistry meters, TimeMeter time) {
        this.accounts = accounts;
        this.settings = settings;
        this.meters = meters;
        this.time = time;
        this.failures = remembered("all", "failures");
        this.routes = Maps.toMap(Arrays.asList(LimitedRoute.values()), OfRoute::new);
    }

    /** Holds an endpoint to the limits of its kind. Endpoints of one kind share them. */
    public Router.Route limited(LimitedRoute kind, Router.Route route) {
        return new Router.Route(new LimitedEndpoint(route.endpoint(), of(kind)), route.shape(), route.headers());
    }

    OfRoute of(LimitedRoute kind) {
        return Objects.requireNonNull(routes.get(kind));
    }

    private Buckets remembered(String route, String kind) {
        Buckets made = new Buckets(settings.get(LimitSettings.REMEMBERED), time);
        Gauge.builder("symbolon.limit.remembered", made, Buckets::size)
                .description("Accounts or addresses that a limit remembers")
                .tag("route", route)
                .tag("kind", kind)
                .register(meters);
        return made;
    }

    /** The limits of one kind of requests. */
    final class OfRoute {
        /** How often an account may ask. */
        final Limit account;

        /** How often an address may ask. */
        final Limit address;

        /** How often an address may bring tokens of one account. */
        final Limit share;

        /** How often an address may fail, on all routes together. */
        final Limit failure;

        private final LimitedRoute kind;
        private final RateLimit usualOfAccount;

        OfRoute(LimitedRoute kind) {
            this.kind = kind;
            this.usualOfAccount = settings.get(LimitSettings.ofAccount(kind));
            this.account = limit("account", usualOfAccount, "The account asks more often than it may");
            this.address = limit(
                    "address",
                    settings.get(LimitSettings.ofAddress(kind)),
                    "There are too many requests from this address");
            this.share = limit(
                    "share", RateLimit.OFF, "There are too many requests from this address for tokens of one account");
            this.failure = new Limit(
                    failures,
                    settings.get(LimitSettings.FAILURES),
                    refused("failures"),
                    "Too many requests from this address were refused, and this one would be; right ones are served");
        }

        private Limit limit(String name, RateLimit usual, String message) {
            return new Limit(remembered(kind.id(), name), usual, refused(name), message);
        }

        private Counter refused(String name) {
            return Counter.builder("symbolon.limit.refused")
                    .description("Requests that were answered 429")
                    .tag("route", kind.id())
                    .tag("kind", name)
                    .register(meters);
        }

        RateLimit ofAccount(AccountId id) {
            return accounts.find(id).flatMap(Account::rate).orElse(usualOfAccount);
        }

        /**
         * Whether one address gets only a part of what the account may ask. Whoever has one token of an account could
         * otherwise use up the limit of all its viewers. With its authenticator, an account asks for itself.
         */
        boolean isShared() {
            return kind == LimitedRoute.RIGHTS;
        }
    }
}
