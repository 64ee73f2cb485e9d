package org.symbolon.http.usage;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.CallerWork;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;

/** {@code GET /cmiapi/usage}: what an account used in one environment, for the account itself. */
public final class UsageEndpoint {
    private final Symbolon symbolon;
    private final KnownCallers callers;
    private final CallerWork work;
    private final InstantSource clock;
    private final ImmutableMap<Integer, ErrorCode> codes;

    public UsageEndpoint(Symbolon symbolon, KnownCallers callers, CallerWork work, InstantSource clock) {
        this.symbolon = symbolon;
        this.callers = callers;
        this.work = work;
        this.clock = clock;
        this.codes = symbolon.drms().errorCodes().stream()
                .collect(ImmutableMap.toImmutableMap(ErrorCode::number, code -> code));
    }

    public Router.Route route() {
        return new Router.Route(this::handle, call -> ErrorShape.OBJECT);
    }

    private Future<Answer> handle(Call call) {
        if (!call.method().equals(HttpMethod.GET)) {
            throw RefusedCallException.method("GET", "Use GET");
        }
        KnownCallers.KnownCaller known = callers.find(call);
        UsageQuery query = new Parameters(known.parameters())
                .read(clock)
                .account(known.account().id())
                .environment(known.environment())
                .build();
        return work.run(call, known, () -> UsageAnswer.of(query, symbolon.usage(query), codes));
    }

    /** Reads which usage a request asks for, and notes every rule that is broken. */
    private static final class Parameters {
        private static final String DAY = "must be a day such as 2026-11-21";

        private final RequestParameters parameters;
        private final List<String> problems = new ArrayList<>();

        Parameters(RequestParameters parameters) {
            this.parameters = parameters;
        }

        /**
         * Reads all of them, in the order of the interface.
         *
         * @throws RefusedCallException that names every rule which is broken
         */
        UsageQuery.Builder read(InstantSource clock) {
            Optional<LocalDate> from = read("from", UsageQuery::parseDay, DAY);
            Optional<LocalDate> to = read("to", UsageQuery::parseDay, DAY);
            Optional<Grouping> by = read("by", Grouping::parse, "must be day, drm or outcome");
            Optional<UsageQuery.Builder> query = UsageQuery.of(from, to, clock.instant());
            if (problems.isEmpty() && query.isEmpty()) {
                problems.add("to must be 1 to " + UsageQuery.MOST_DAYS + " days after from");
            }
            if (!problems.isEmpty()) {
                throw new RefusedCallException(400, String.join("; ", problems));
            }
            return query.orElseThrow().by(by);
        }

        private <T> Optional<T> read(String name, Function<String, Optional<T>> parse, String rule) {
            ImmutableList<String> given = parameters.all(name);
            Optional<T> value = given.size() == 1 ? parse.apply(given.get(0)) : Optional.empty();
            if (given.size() > 1) {
                problems.add(name + " is given " + given.size() + " times; it takes one value");
            } else if (given.size() == 1 && value.isEmpty()) {
                problems.add(name + " " + rule);
            }
            return value;
        }
    }
}
