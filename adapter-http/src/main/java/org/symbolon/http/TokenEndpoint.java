package org.symbolon.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.Caller;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.PreparedToken;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.settings.Settings;

/**
 * {@code GET|POST /hms/<drm>/token}. Answers on the event loop where no store has to be asked, and on a worker where one has.
 */
final class TokenEndpoint {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TokenIssuer issuer;
    private final Vertx vertx;
    private final Callers callers;
    private final Body.Limits bodyLimits;

    TokenEndpoint(TokenIssuer issuer, Vertx vertx, Settings settings) {
        this.issuer = issuer;
        this.vertx = vertx;
        this.callers = new Callers(settings);
        this.bodyLimits = new Body.Limits(
                settings.get(HttpSettings.BODY_MAX),
                413,
                settings.get(HttpSettings.REQUEST_TIMEOUT).toMillis());
    }

    void handle(Exchange exchange, DrmId drm) {
        HttpServerRequest request = exchange.request();
        FormDecoder form = FormDecoder.ofQuery(exchange);
        exchange.asksFor(form.failureShape());
        if (request.method().equals(HttpMethod.GET)) {
            issue(exchange, drm, form);
        } else if (request.method().equals(HttpMethod.POST)) {
            post(exchange, drm, form);
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
            exchange.refuse(405, "Use GET or POST");
        }
    }

    private void post(Exchange exchange, DrmId drm, FormDecoder form) {
        if (!exchange.hasBody()) {
            issue(exchange, drm, form);
        } else if (isPlainForm(exchange.request().headers())) {
            Body.read(exchange, vertx, bodyLimits, body -> {
                form.add(body.toString("ISO-8859-1"));
                exchange.asksFor(form.failureShape());
                issue(exchange, drm, form);
            });
        } else {
            exchange.refuse(415, "The body must be " + FORM + ", not compressed");
        }
    }

    private static boolean isPlainForm(MultiMap headers) {
        String type = Optional.ofNullable(headers.get(HttpHeaders.CONTENT_TYPE)).orElse("");
        return isAbsentOr("chunked", headers.get(HttpHeaders.TRANSFER_ENCODING))
                && isAbsentOr("identity", headers.get(HttpHeaders.CONTENT_ENCODING))
                && FORM.equalsIgnoreCase(type.split(";", 2)[0].strip());
    }

    private static boolean isAbsentOr(String allowed, @Nullable String header) {
        return header == null || allowed.equalsIgnoreCase(header);
    }

    private void issue(Exchange exchange, DrmId drm, FormDecoder form) {
        exchange.entry().asked(drm);
        callers.find(exchange, form).ifPresent(caller -> issue(exchange, drm, caller, form));
    }

    private void issue(Exchange exchange, DrmId drm, Caller caller, FormDecoder form) {
        TokenRequest request = TokenRequest.builder()
                .drm(drm)
                .environment(caller.environment())
                .parameters(form.parameters())
                .caller(caller.address())
                .build();
        try {
            PreparedToken prepared = issuer.prepare(request);
            prepared.issueAtHand()
                    .ifPresentOrElse(
                            issued -> answer(exchange, issued),
                            () -> vertx.executeBlocking(prepared::issue, false)
                                    .onComplete(outcome -> exchange.attempt(() -> answer(exchange, outcome))));
        } catch (TokenRefusedException refusal) {
            answer(exchange, refusal);
        }
    }

    private static void answer(Exchange exchange, IssuedToken issued) {
        exchange.entry().issued(issued);
        exchange.nameIgnored(issued.ignoredParameters());
        exchange.answer(Answer.url(issued.licenseUrl()));
    }

    private static void answer(Exchange exchange, AsyncResult<IssuedToken> outcome) {
        if (outcome.succeeded()) {
            answer(exchange, outcome.result());
        } else if (outcome.cause() instanceof TokenRefusedException refusal) {
            answer(exchange, refusal);
        } else {
            throw new IllegalStateException("issuing failed", outcome.cause());
        }
    }

    private static void answer(Exchange exchange, TokenRefusedException refusal) {
        exchange.entry().refused(refusal);
        exchange.nameIgnored(refusal.ignoredParameters());
        refusal.reference().ifPresent(reference -> exchange.name(reference, refusal));
        exchange.answer(Answer.refusal(refusal.violations(), refusal.errorFormat()));
    }
}
