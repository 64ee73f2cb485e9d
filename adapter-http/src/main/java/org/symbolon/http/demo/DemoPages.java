package org.symbolon.http.demo;

import com.google.common.collect.ImmutableMap;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.Symbolon;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.Endpoint;
import org.symbolon.http.server.FormParameters;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Workers;

/**
 * {@code GET /demo/…}: the site of a demonstration. Without a demonstration there is nothing at these URLs. Pages of
 * other origins may load what lies in a folder, which is media, but not the page itself and what it knows of the
 * account.
 */
public final class DemoPages implements Endpoint {
    /** The first part of the paths. */
    public static final String ROOT = "/demo";

    /** The pages load nothing from elsewhere. Players make styles, and blobs for media and their workers. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; media-src blob:;"
            + " worker-src blob:; img-src 'self' data:; font-src 'self' data:";

    private static final String METHODS = "GET, HEAD, OPTIONS";

    /** No credentials are read here, so it can be any origin. */
    private static final ImmutableMap<String, String> ANY_ORIGIN = ImmutableMap.of(
            "access-control-allow-origin", "*",
            "access-control-allow-methods", METHODS,
            "access-control-allow-headers", "*");

    private final Symbolon symbolon;
    private final Workers workers;
    private final AtomicReference<@Nullable DemoSite> shown = new AtomicReference<>();

    public DemoPages(Symbolon symbolon, Workers workers) {
        this.symbolon = symbolon;
        this.workers = workers;
    }

    /**
     * Shows the first site that there can be.
     *
     * @return whether there is one
     */
    boolean show(CustomerAuthenticator account) {
        for (DemoSite site : ServiceLoader.load(DemoSite.class)) {
            if (site.open(symbolon, account)) {
                shown.set(site);
                return true;
            }
        }
        return false;
    }

    @Override
    public Future<Answer> handle(Call call) {
        DemoSite site = shown.get();
        if (site == null) {
            throw RefusedCallException.notFound();
        }
        call.log().route(ROOT);
        if (call.path().equals(ROOT)) {
            return Future.succeededFuture(
                    Answer.of(308, "text/plain", "The page is at /demo/").with("location", ROOT + "/"));
        }
        String path = call.path().substring(ROOT.length() + 1);
        ImmutableMap<String, String> headers = path.contains("/") ? ANY_ORIGIN : ImmutableMap.of();
        if (call.method().equals(HttpMethod.OPTIONS)) {
            return Future.succeededFuture(
                    Answer.noContent().with("allow", METHODS).with(headers));
        }
        if (!call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD)) {
            throw RefusedCallException.method(METHODS, "Use GET");
        }
        return file(call, site, path).map(answer -> answer.with(headers));
    }

    private Future<Answer> file(Call call, DemoSite site, String path) {
        RequestParameters parameters = FormParameters.ofQuery(call).all();
        ImmutableMap<String, String> query =
                parameters.names().stream().collect(ImmutableMap.toImmutableMap(name -> name, parameters::first));
        return workers.run(
                call,
                DemoAccount.ID,
                () -> site.answer(symbolon, path, query)
                        .map(answer -> Answer.ofPlugin(answer, 200).with("Content-Security-Policy", POLICY))
                        .orElseThrow(RefusedCallException::notFound));
    }
}
