package org.symbolon.http.token;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Collection;
import java.util.stream.Collectors;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.PreparedToken;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.FormParameters;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;
import org.symbolon.http.server.Workers;

/**
 * {@code GET|POST /hms/<drm>/token}. Answers on the event loop where no store has to be asked, or one that can be
 * waited for without a thread; and on a worker otherwise.
 */
public final class TokenEndpoint {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TokenIssuer issuer;
    private final Workers workers;
    private final Call.BodyLimit bodyLimit;

    public TokenEndpoint(TokenIssuer issuer, Workers workers, Settings settings) {
        this.issuer = issuer;
        this.workers = workers;
        this.bodyLimit = new Call.BodyLimit(
                settings.get(HttpSettings.BODY_MAX), 413, settings.get(HttpSettings.REQUEST_TIMEOUT));
    }

    /** The endpoint of a DRM. */
    public Router.Route of(DrmId drm) {
        return new Router.Route(call -> handle(call, drm), TokenEndpoint::errorShape);
    }

    private static ErrorShape errorShape(Call call) {
        return FormParameters.ofQueryAndBody(call).errorShape();
    }

    private Future<Answer> handle(Call call, DrmId drm) {
        if (call.method().equals(HttpMethod.GET)) {
            return issue(call, drm);
        } else if (!call.method().equals(HttpMethod.POST)) {
            return refuse(call, RefusedCallException.method("GET, POST", "Use GET or POST"));
        } else if (!call.hasBody()) {
            return issue(call, drm);
        } else if (!isPlainForm(call)) {
            return refuse(call, new RefusedCallException(415, "The body must be " + FORM + ", not compressed"));
        }
        requireKnownCaller(call, drm);
        return call.body(bodyLimit).compose(body -> issue(call, drm));
    }

    /** Where the query says who asks, nobody else's body is waited for. */
    private void requireKnownCaller(Call call, DrmId drm) {
        if (call.query().isEmpty()) {
            return;
        }
        RequestParameters inQuery = FormParameters.ofQuery(call).all();
        if (inQuery.count(KnownCallers.PARAMETER) > 0) {
            call.admission().known(issuer.requireKnownCaller(TokenRequest.of(drm, call.caller(), inQuery)));
        }
    }

    private Future<Answer> refuse(Call call, RefusedCallException refusal) {
        return FormParameters.refuse(call, refusal, bodyLimit);
    }

    /** The endpoint of every path that leads nowhere, which says where tokens are issued instead. */
    public Router.Route elsewhere(Collection<DrmDescription> drms) {
        String places = drms.stream()
                .map(drm -> "for " + drm.displayName() + " at " + path(drm.id()))
                .sorted()
                .collect(Collectors.joining(", "));
        RefusedCallException refusal = RefusedCallException.notFound(
                "There is nothing at this URL. Licence tokens are issued " + places + ", and for no other DRM");
        return new Router.Route(call -> refuse(call, refusal), TokenEndpoint::errorShape);
    }

    /** Where tokens of a DRM are issued. */
    public static String path(DrmId drm) {
        return "/hms/" + drm + "/token";
    }

    /** A body without a type is a form: clients that write their own HTTP leave it out. */
    private static boolean isPlainForm(Call call) {
        String type = call.header(HttpHeaders.CONTENT_TYPE)
                .filter(given -> !given.isBlank())
                .orElse(FORM);
        return call.header(HttpHeaders.TRANSFER_ENCODING).orElse("chunked").equalsIgnoreCase("chunked")
                && call.header(HttpHeaders.CONTENT_ENCODING).orElse("identity").equalsIgnoreCase("identity")
                && FORM.equalsIgnoreCase(type.split(";", 2)[0].strip());
    }

    private Future<Answer> issue(Call call, DrmId drm) {
        call.log().drm(drm);
        RequestParameters parameters = FormParameters.ofQueryAndBody(call).all();
        PreparedToken prepared =
                issuer.prepare(TokenRequest.of(drm, call.caller(), parameters), call.admission()::known);
        return prepared.tryIssueWithoutBlocking()
                .map(Future::succeededFuture)
                .orElseGet(() -> askStore(call, prepared))
                .map(issued -> answer(call, issued));
    }

    private Future<IssuedToken> askStore(Call call, PreparedToken prepared) {
        return prepared.canIssueLater()
                ? workers.runLater(call, prepared.account(), prepared::issueLater)
                : workers.run(call, prepared.account(), prepared::issue);
    }

    /**
     * The plug-in's own answer, or the licence acquisition URL and nothing else, because clients use the body as the
     * URL.
     */
    private static Answer answer(Call call, IssuedToken issued) {
        call.log().token(issued.id());
        call.log().account(issued.account());
        issued.cookie().ifPresent(call.log()::cookie);
        return issued.answer()
                .map(own -> Answer.ofPlugin(own, 200))
                .orElseGet(() -> Answer.of(200, "text/uri-list", issued.licenseUrl()))
                .ignoring(issued.ignoredParameters());
    }
}
