package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.record.Records;
import org.symbolon.core.settings.Settings;

/** {@code GET /cmiapi/getrecord/}: what became of an account's tokens, for the account itself. */
final class RecordsEndpoint {
    private final KnownCallers callers;
    private final Records records;
    private final Vertx vertx;
    private final ImmutableMap<Integer, ErrorCode> codes;

    RecordsEndpoint(Symbolon symbolon, Vertx vertx, Settings settings) {
        this.callers = new KnownCallers(symbolon.accounts(), settings);
        this.records = symbolon.records();
        this.vertx = vertx;
        this.codes = symbolon.drms().errorCodes().stream()
                .collect(ImmutableMap.toImmutableMap(ErrorCode::number, code -> code));
    }

    void handle(Exchange exchange) {
        exchange.asksFor(FailureShape.of(ErrorFormat.JSON));
        if (exchange.request().method().equals(HttpMethod.GET)) {
            callers.find(exchange, FormDecoder.ofQuery(exchange)).ifPresent(known -> find(exchange, known));
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET");
            exchange.refuse(405, "Use GET");
        }
    }

    private void find(Exchange exchange, KnownCallers.KnownCaller known) {
        RecordParameters parameters = new RecordParameters(known.parameters());
        RecordQuery.Builder wanted = parameters.read();
        if (!parameters.problems().isEmpty()) {
            exchange.refuse(400, String.join("; ", parameters.problems()));
            return;
        }
        RecordQuery query = wanted.account(known.account().id())
                .environment(known.environment())
                .build();
        vertx.executeBlocking(() -> RecordJson.answer(records.find(query), codes), false)
                .onComplete(outcome -> exchange.attempt(() -> answer(exchange, outcome)));
    }

    private static void answer(Exchange exchange, AsyncResult<Answer> outcome) {
        if (outcome.succeeded()) {
            exchange.answer(outcome.result());
        } else if (outcome.cause() instanceof StoreUnavailableException) {
            Violation violation =
                    Violation.of(SharedError.ACCOUNT_STORE_UNAVAILABLE, "the store of records does not answer");
            exchange.explain("records could not be read", outcome.cause());
            exchange.entry().refused(ImmutableList.of(violation));
            exchange.refuse(Answer.refusal(ImmutableList.of(violation), ErrorFormat.JSON));
        } else {
            exchange.fail(outcome.cause());
        }
    }
}
