package org.symbolon.http.rights;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.License;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedeemableToken;
import org.symbolon.core.redeem.TokenRedeemer;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.SealedToken;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.PercentDecoder;
import org.symbolon.http.server.Refusals;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;
import org.symbolon.http.server.Workers;

/**
 * {@code POST /hms/<drm>/rights/}, where players redeem tokens, and {@code GET}, which checks whether one could be
 * redeemed, or redeems it where the DRM's players ask for licences by GET. The token is opened on the event loop, before the body is waited for; the licence is made on workers, so
 * that a slow licence service holds up nothing else.
 */
public final class RightsEndpoint {
    private static final String METHODS = "GET, HEAD, OPTIONS, POST";
    private static final Splitter PAIRS = Splitter.on('&');
    private static final Splitter EQUALS = Splitter.on('=').limit(2);

    private final TokenRedeemer redeemer;
    private final Workers workers;
    private final Refusals refusals;
    private final Cors cors;
    private final Call.BodyLimit bodyLimit;

    public RightsEndpoint(TokenRedeemer redeemer, Workers workers, Refusals refusals, Settings settings) {
        this.redeemer = redeemer;
        this.workers = workers;
        this.refusals = refusals;
        this.cors = new Cors(settings);
        this.bodyLimit = new Call.BodyLimit(
                settings.get(HttpSettings.RIGHTS_BODY_MAX), 413, settings.get(HttpSettings.REQUEST_TIMEOUT));
    }

    /** The endpoint of a DRM. Every answer, refusals of all kinds included, can be read by the page that asks. */
    public Router.Route of(DrmDescription drm) {
        return new Router.Route(call -> handle(call, drm), RightsEndpoint::errorShape, Optional.of(cors::headers));
    }

    /** An endpoint of no DRM at all, whose answers players can read too: they may have been sent to a wrong URL. */
    public Router.Route readable(Router.Route elsewhere) {
        return new Router.Route(elsewhere.endpoint(), elsewhere.shape(), Optional.of(cors::headers));
    }

    /** The shape of errors for as long as no token says it. */
    static ErrorShape errorShape(Call call) {
        return ErrorShape.of(
                ErrorFormat.parse(only(inQuery(call, ErrorShape.PARAMETER))).orElse(ErrorFormat.HTML));
    }

    private Future<Answer> handle(Call call, DrmDescription drm) {
        call.log().drm(drm.id());
        HttpMethod method = call.method();
        if (method.equals(HttpMethod.POST)) {
            RedeemableToken token = open(call, drm);
            return redeem(call, token, call.body(bodyLimit).map(body -> challenge(call, body)));
        } else if (method.equals(HttpMethod.GET) && drm.rules().licenseByGet()) {
            return redeem(call, open(call, drm), Future.succeededFuture(challengeOfQuery(call)));
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            open(call, drm);
            return Future.succeededFuture(Answer.noContent());
        } else if (method.equals(HttpMethod.OPTIONS)) {
            return Future.succeededFuture(cors.preflight(call, METHODS));
        }
        throw RefusedCallException.method(METHODS, "Use POST");
    }

    private RedeemableToken open(Call call, DrmDescription drm) {
        SealedToken brought = broughtToken(call);
        call.admission().attempt(() -> redeemer.isOurs(brought));
        RedeemableToken token = redeemer.open(new LicenseEndpoint(drm.id(), call.environment()), brought);
        call.log().token(token.claims());
        call.admission().known(token.claims().account());
        return token;
    }

    private Future<Answer> redeem(Call call, RedeemableToken token, Future<Challenge> challenge) {
        call.log().redemptionBegan();
        ErrorShape shape = ErrorShape.of(token.claims().errorFormat());
        return challenge
                .compose(sent -> workers.run(call, token.claims().account(), () -> granted(token.redeem(sent))))
                .map(granted -> {
                    call.log().redemptionGranted(granted.license().device());
                    return granted.answer();
                })
                .recover(failure -> Future.succeededFuture(refusals.answer(call, failure, shape)));
    }

    /** The body is a challenge whatever its type says: players send what they like. */
    private static Challenge challenge(Call call, Buffer body) {
        Challenge challenge = Challenge.of(body.getBytes());
        return call.header(HttpHeaders.CONTENT_TYPE)
                .map(challenge::withMediaType)
                .orElse(challenge);
    }

    private static Challenge challengeOfQuery(Call call) {
        return Challenge.ofQuery(parametersWithoutToken(call));
    }

    static ImmutableListMultimap<String, String> parametersWithoutToken(Call call) {
        return ImmutableListMultimap.copyOf(
                Multimaps.filterKeys(parameters(call), name -> !name.equals(LicenseEndpoint.TOKEN_PARAMETER)));
    }

    /** A licence, and the answer that it makes. */
    private record Granted(License license, Answer answer) {}

    private static Granted granted(License license) {
        return new Granted(license, Answer.ofPlugin(license.answer(), 200));
    }

    /** The token of the query, otherwise that of the header; empty text where there is none, or more than one. */
    static SealedToken broughtToken(Call call) {
        return new SealedToken(only(broughtTokens(call)));
    }

    static boolean bringsToken(Call call) {
        return !broughtTokens(call).isEmpty();
    }

    private static List<String> broughtTokens(Call call) {
        List<String> inQuery = inQuery(call, LicenseEndpoint.TOKEN_PARAMETER);
        return inQuery.isEmpty() ? call.headers(LicenseEndpoint.TOKEN_PARAMETER) : inQuery;
    }

    private static List<String> inQuery(Call call, String name) {
        return parameters(call).get(name);
    }

    /** The parameters of the query. Players and networks add their own, so a malformed one is empty text. */
    private static ImmutableListMultimap<String, String> parameters(Call call) {
        ImmutableListMultimap.Builder<String, String> parameters = ImmutableListMultimap.builder();
        for (String pair : PAIRS.split(call.query())) {
            List<String> parts = EQUALS.splitToList(pair);
            parameters.put(
                    PercentDecoder.form(parts.get(0)).orElse(""),
                    parts.size() < 2 ? "" : PercentDecoder.form(parts.get(1)).orElse(""));
        }
        return parameters.build();
    }

    /** Of several values nobody knows which is meant. */
    static String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : "";
    }
}
