package org.symbolon.http.rights;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.PublicDocument;
import org.symbolon.core.redeem.RedeemableToken;
import org.symbolon.core.redeem.TokenRedeemer;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.AccountId;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.Refusals;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;
import org.symbolon.http.server.Workers;

/**
 * {@code GET /hms/<drm>/<document>/}, where players fetch what their DRM needs before it can ask for a licence. Who
 * brings a token gets the document of the token's account, if the token could be redeemed. Who names an account gets
 * its document if the account allows that; otherwise the answer is that for an account which does not exist. The
 * document is read on the workers of redemptions, in the share of its account, because its credentials may have to be
 * opened first.
 */
public final class DocumentEndpoint {
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String ACCOUNT = "account";
    private static final String MAX_AGE = "max-age=" + Duration.ofHours(1).toSeconds();

    private final TokenRedeemer redeemer;
    private final Workers workers;
    private final Refusals refusals;
    private final Cors cors;

    public DocumentEndpoint(TokenRedeemer redeemer, Workers workers, Refusals refusals, Settings settings) {
        this.redeemer = redeemer;
        this.workers = workers;
        this.refusals = refusals;
        this.cors = new Cors(settings);
    }

    /** The endpoint of a DRM that has such a document. */
    public Router.Route of(DrmDescription drm) {
        return new Router.Route(call -> handle(call, drm), RightsEndpoint::errorShape, Optional.of(this::headers));
    }

    /** A cache must not give the document of one account to the player of another, whose token is in the header. */
    private ImmutableMap<String, String> headers(Call call) {
        return ImmutableMap.<String, String>builder()
                .putAll(cors.headers(call))
                .put("vary", "origin, " + LicenseEndpoint.TOKEN_PARAMETER)
                .buildKeepingLast();
    }

    private Future<Answer> handle(Call call, DrmDescription drm) {
        call.log().drm(drm.id());
        HttpMethod method = call.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            return Future.succeededFuture(cors.preflight(call, METHODS));
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            throw RefusedCallException.method(METHODS, "Use GET");
        }
        LicenseEndpoint endpoint = new LicenseEndpoint(drm.id(), call.environment());
        ImmutableListMultimap<String, String> parameters = RightsEndpoint.parametersWithoutToken(call);
        return parameters.containsKey(ACCOUNT) && !RightsEndpoint.bringsToken(call)
                ? ofAccount(call, endpoint, parameters)
                : ofToken(call, endpoint, parameters);
    }

    private Future<Answer> ofToken(
            Call call, LicenseEndpoint endpoint, ImmutableListMultimap<String, String> parameters) {
        RedeemableToken token = redeemer.open(endpoint, RightsEndpoint.broughtToken(call));
        call.log().token(token.claims());
        ErrorShape shape = ErrorShape.of(token.claims().errorFormat());
        return workers.run(call, token.claims().account(), () -> token.document(parameters))
                .map(document -> Answer.ofPlugin(document, 200).with("cache-control", "private, " + MAX_AGE))
                .recover(failure -> Future.succeededFuture(refusals.answer(call, failure, shape)));
    }

    private Future<Answer> ofAccount(
            Call call, LicenseEndpoint endpoint, ImmutableListMultimap<String, String> parameters) {
        AccountId account =
                AccountId.parse(RightsEndpoint.only(parameters.get(ACCOUNT))).orElseThrow(DocumentEndpoint::notFound);
        PublicDocument document =
                redeemer.publicDocument(endpoint.drm(), account).orElseThrow(DocumentEndpoint::notFound);
        call.log().account(account);
        return workers.run(call, account, () -> document.read(parameters).orElseThrow(DocumentEndpoint::notFound))
                .map(read -> Answer.ofPlugin(read, 200).with("cache-control", "public, " + MAX_AGE));
    }

    private static RefusedCallException notFound() {
        return RefusedCallException.notFound("No account of this number serves this without a token");
    }
}
