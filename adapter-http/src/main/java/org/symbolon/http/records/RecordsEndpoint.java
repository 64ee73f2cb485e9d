package org.symbolon.http.records;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.CallerWork;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;

/** {@code GET /cmiapi/getrecord/}: what became of an account's tokens, for the account itself. */
public final class RecordsEndpoint {
    private final KnownCallers callers;
    private final Symbolon symbolon;
    private final CallerWork work;
    private final ImmutableMap<Integer, ErrorCode> codes;

    public RecordsEndpoint(Symbolon symbolon, KnownCallers callers, CallerWork work) {
        this.callers = callers;
        this.symbolon = symbolon;
        this.work = work;
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
        RecordQuery query = Parameters.read(known.parameters())
                .account(known.account().id())
                .environment(known.environment())
                .build();
        return work.list(call, known, new RecordList(symbolon, codes, query));
    }

    /** Reads which records a request asks for, and notes every rule that is broken. */
    private static final class Parameters {
        private static final String TIME = "must be a time such as 2026-11-21T08:30:00Z, or a day such as 2026-11-21";

        private final RequestParameters parameters;
        private final List<String> problems = new ArrayList<>();

        private Parameters(RequestParameters parameters) {
            this.parameters = parameters;
        }

        /**
         * Reads all of them, in the order of the interface.
         *
         * @throws RefusedCallException that names every rule which is broken
         */
        static RecordQuery.Builder read(RequestParameters parameters) {
            Parameters reading = new Parameters(parameters);
            RecordQuery.Builder query = reading.query();
            if (!reading.problems.isEmpty()) {
                throw new RefusedCallException(400, String.join("; ", reading.problems));
            }
            return query;
        }

        private RecordQuery.Builder query() {
            RecordQuery.Builder query =
                    RecordQuery.builder().cookie(one("cookie")).token(id());
            query.kind(read("kind", RecordKind::parse, "must be issue, redeem or flood"))
                    .outcome(read("outcome", Outcome::parse, "must be granted or refused"))
                    .code(read("code", Parameters::code, "must be the number of an error code, such as -2019"))
                    .since(read("from", RecordQuery::parseTime, TIME))
                    .until(read("to", RecordQuery::parseTime, TIME));
            number("start", 0, RecordQuery.LAST_START, "; before=<id>, with the value of next, goes further back")
                    .ifPresent(query::start);
            number("length", 1, RecordQuery.MOST, "").ifPresent(query::length);
            return query.before(read("before", RecordId::parse, "must be the value of next in an earlier answer"));
        }

        private <T> Optional<T> read(String name, Function<String, Optional<T>> parse, String rule) {
            Optional<String> given = one(name);
            Optional<T> value = given.flatMap(parse);
            given.ifPresent(text -> holds(value.isPresent(), name + " " + rule));
            return value;
        }

        private static Optional<Integer> code(String text) {
            return Optional.ofNullable(Ints.tryParse(text));
        }

        private Optional<TokenId> id() {
            return one("id")
                    .filter(text ->
                            holds(Hex.isHex(text, TokenId.BYTES), "id must be a token's id, 32 hexadecimal digits"))
                    .map(text -> TokenId.of(Hex.decode(text)));
        }

        private Optional<Integer> number(String name, int least, int most, String hint) {
            return one(name)
                    .map(text -> WholeNumber.parse(text).orElse(-1))
                    .filter(number -> holds(
                            number >= least && number <= most,
                            name + " must be a whole number, " + least + " to " + most + hint))
                    .map(Math::toIntExact);
        }

        private Optional<String> one(String name) {
            ImmutableList<String> given = parameters.all(name);
            return given.stream()
                    .findFirst()
                    .filter(first ->
                            holds(given.size() == 1, name + " is given " + given.size() + " times; it takes one value"))
                    .filter(text -> holds(!text.isEmpty(), name + " is empty"));
        }

        private boolean holds(boolean rule, String otherwise) {
            if (!rule) {
                problems.add(otherwise);
            }
            return rule;
        }
    }
}
