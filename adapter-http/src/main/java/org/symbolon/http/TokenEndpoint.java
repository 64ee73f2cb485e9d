package org.symbolon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
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
    private final Hosts hosts;
    private final CallerAddress callers;
    private final Body.Limits bodyLimits;

    TokenEndpoint(TokenIssuer issuer, Vertx vertx, Settings settings) {
        this.issuer = issuer;
        this.vertx = vertx;
        this.hosts = new Hosts(settings);
        this.callers = new CallerAddress(settings.get(HttpSettings.PROXIES_TRUSTED));
        this.bodyLimits = new Body.Limits(
                settings.get(HttpSettings.BODY_MAX),
                settings.get(HttpSettings.REQUEST_TIMEOUT).toMillis());
    }

    void handle(Exchange exchange, DrmId drm) {
        HttpServerRequest request = exchange.request();
        FormDecoder form = new FormDecoder();
        Optional.ofNullable(request.query()).ifPresent(form::add);
        if (request.method().equals(HttpMethod.GET)) {
            issue(exchange, drm, form);
        } else if (request.method().equals(HttpMethod.POST)) {
            post(exchange, drm, form);
        } else {
            exchange.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
            exchange.refuseUnread(Answer.failure(405, "Use GET or POST", form.errorFormat()));
        }
    }

    private void post(Exchange exchange, DrmId drm, FormDecoder form) {
        if (!exchange.hasBody()) {
            issue(exchange, drm, form);
        } else if (isForm(exchange.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            Body.read(exchange, vertx, bodyLimits, form.errorFormat(), body -> {
                form.add(body.toString("ISO-8859-1"));
                issue(exchange, drm, form);
            });
        } else {
            exchange.refuseUnread(Answer.failure(415, "The body must be " + FORM, form.errorFormat()));
        }
    }

    private static boolean isForm(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private void issue(Exchange exchange, DrmId drm, FormDecoder form) {
        if (!form.isWellFormed()) {
            exchange.answer(Answer.failure(
                    400,
                    "Percent-encoding and UTF-8 must be well-formed, in at most 256 parameters",
                    form.errorFormat()));
            return;
        }
        Optional<String> host = exchange.host();
        if (host.isEmpty()) {
            exchange.answer(Answer.failure(400, "One Host header is required", form.errorFormat()));
            return;
        }
        hosts.environment(host.get())
                .ifPresentOrElse(
                        environment -> issue(exchange, drm, environment, form),
                        () -> exchange.answer(Answer.notFound(form.errorFormat())));
    }

    private void issue(Exchange exchange, DrmId drm, Environment environment, FormDecoder form) {
        exchange.log().asked(drm, environment);
        TokenRequest request = TokenRequest.builder()
                .drm(drm)
                .environment(environment)
                .parameters(form.parameters())
                .caller(callers.of(exchange.request()))
                .build();
        try {
            PreparedToken prepared = issuer.prepare(request);
            if (prepared.asksStore()) {
                vertx.executeBlocking(prepared::issue, false)
                        .onSuccess(issued -> answer(exchange, issued))
                        .onFailure(cause -> answer(exchange, cause, form));
            } else {
                answer(exchange, prepared.issue());
            }
        } catch (TokenRefusedException refusal) {
            answer(exchange, refusal);
        }
    }

    private static void answer(Exchange exchange, IssuedToken issued) {
        exchange.log().issued(issued);
        exchange.nameIgnored(issued.ignoredParameters());
        exchange.answer(Answer.url(issued.licenseUrl()));
    }

    private static void answer(Exchange exchange, Throwable cause, FormDecoder form) {
        if (cause instanceof TokenRefusedException refusal) {
            answer(exchange, refusal);
        } else {
            exchange.fail(cause, form.errorFormat());
        }
    }

    private static void answer(Exchange exchange, TokenRefusedException refusal) {
        exchange.log().refused(refusal);
        exchange.nameIgnored(refusal.ignoredParameters());
        Optional.ofNullable(refusal.getCause()).ifPresent(cause -> exchange.explain("a token was not issued", cause));
        exchange.answer(Answer.refusal(refusal.violations(), refusal.errorFormat()));
    }
}
