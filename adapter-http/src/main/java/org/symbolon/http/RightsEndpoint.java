package org.symbolon.http;

import com.google.common.io.ByteSource;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.License;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.redeem.RedeemableToken;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.redeem.Rights;
import org.symbolon.core.redeem.TokenRedeemer;
import org.symbolon.core.settings.Settings;

/**
 * {@code POST /hms/<drm>/rights/}, where players redeem tokens, and {@code GET}, which only looks whether one could be. The token is opened on the event loop,
 * before the body is waited for; the licence is made by workers of its own, so that a slow licence service holds up nothing else.
 */
final class RightsEndpoint {
    private static final String METHODS = "GET, HEAD, OPTIONS, POST";

    private final TokenRedeemer redeemer;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Callers callers;
    private final Cors cors;
    private final Body.Limits bodyLimits;

    RightsEndpoint(TokenRedeemer redeemer, Vertx vertx, Settings settings) {
        this.redeemer = redeemer;
        this.vertx = vertx;
        this.workers = vertx.createSharedWorkerExecutor("symbolon-rights", settings.get(HttpSettings.RIGHTS_WORKERS));
        this.callers = new Callers(settings);
        this.cors = new Cors(settings);
        this.bodyLimits = new Body.Limits(
                settings.get(HttpSettings.RIGHTS_BODY_MAX),
                413,
                settings.get(HttpSettings.REQUEST_TIMEOUT).toMillis());
    }

    void handle(Exchange exchange, DrmId drm) {
        cors.allow(exchange);
        exchange.entry().asked(drm);
        RightsQuery query = RightsQuery.of(exchange.request());
        exchange.asksFor(FailureShape.of(query.errorFormat()));
        HttpMethod method = exchange.request().method();
        if (method.equals(HttpMethod.POST)) {
            open(exchange, drm, query).ifPresent(token -> readChallenge(exchange, token));
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            open(exchange, drm, query).ifPresent(token -> exchange.answerNothing());
        } else if (method.equals(HttpMethod.OPTIONS)) {
            cors.answerPreflight(exchange, METHODS);
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, METHODS);
            exchange.refuse(405, "Use POST");
        }
    }

    private Optional<RedeemableToken> open(Exchange exchange, DrmId drm, RightsQuery query) {
        return callers.environment(exchange)
                .flatMap(environment -> open(exchange, new Rights(drm, environment), query));
    }

    private Optional<RedeemableToken> open(Exchange exchange, Rights rights, RightsQuery query) {
        try {
            RedeemableToken token = redeemer.open(rights, query.token());
            exchange.entry().brought(token.claims());
            exchange.asksFor(FailureShape.of(token.claims().errorFormat()));
            return Optional.of(token);
        } catch (RedemptionRefusedException refusal) {
            refuse(exchange, refusal, query.errorFormat());
            return Optional.empty();
        }
    }

    /** The body is what it is, whatever its type says: players send what they like. */
    private void readChallenge(Exchange exchange, RedeemableToken token) {
        exchange.entry().redeeming();
        Optional<String> mediaType = Optional.ofNullable(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE));
        Body.read(
                exchange,
                vertx,
                bodyLimits,
                body -> redeem(exchange, token, new Challenge(ByteSource.wrap(body.getBytes()), mediaType)));
    }

    private void redeem(Exchange exchange, RedeemableToken token, Challenge challenge) {
        workers.executeBlocking(() -> granted(token.redeem(challenge)), false)
                .onComplete(outcome -> exchange.attempt(() -> answer(exchange, outcome, token)));
    }

    /** A licence, and the answer that it makes. */
    private record Granted(License license, Answer answer) {}

    private static Granted granted(License license) throws IOException {
        return new Granted(license, Answer.license(license));
    }

    private static void answer(Exchange exchange, AsyncResult<Granted> outcome, RedeemableToken token) {
        if (outcome.succeeded()) {
            exchange.entry().granted(outcome.result().license());
            exchange.answer(outcome.result().answer());
        } else if (outcome.cause() instanceof RedemptionRefusedException refusal) {
            refuse(exchange, refusal, token.claims().errorFormat());
        } else {
            exchange.fail(outcome.cause());
        }
    }

    private static void refuse(Exchange exchange, RedemptionRefusedException refusal, ErrorFormat otherwise) {
        exchange.entry().refused(refusal);
        exchange.name(refusal.reference(), refusal);
        exchange.refuse(
                Answer.refusal(refusal.violations(), refusal.errorFormat().orElse(otherwise)));
    }
}
