package org.symbolon.http.admin;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.net.InetAddresses;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.http.management.ManagementAnswer;
import org.symbolon.http.management.ManagementRequest;
import org.symbolon.http.management.ManagementSite;
import tools.jackson.databind.json.JsonMapper;

/** The administration over HTTP. Each request shows a token; there are no cookies, so no site can forge a request. */
final class AdminSite implements ManagementSite {
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(AdminSite.class);
    private static final Splitter PARTS = Splitter.on('/').omitEmptyStrings();
    private static final String BEARER = "bearer ";

    private final Context context;

    private AdminSite(Context context) {
        this.context = context;
    }

    /** Makes the site; {@link java.util.ServiceLoader} finds this. */
    public static final class Provider implements ManagementSite.Provider {
        @Override
        public ManagementSite open(Context context) {
            return new AdminSite(context);
        }
    }

    @Override
    public String root() {
        return AdminRoutes.ROOT;
    }

    @Override
    public ManagementAnswer answer(ManagementRequest request) {
        try {
            Optional<Actor> actor = actor(request);
            return actor.isPresent() ? answer(request, actor.get()) : stranger(request);
        } catch (AdminRefusal e) {
            return e.answer();
        } catch (AdministrationException e) {
            return AdminRefusal.of(e).answer();
        } catch (KeyRefusedException e) {
            return AdminRefusal.of(e).answer();
        } catch (StoreUnavailableException e) {
            LOG.warn("{} was not done", request, e);
            return AdminRefusal.of(e).answer();
        } catch (RuntimeException e) {
            LOG.error("{} failed", request, e);
            return new AdminRefusal(500, "internal", "", "the log says why").answer();
        }
    }

    @Override
    public ManagementAnswer refusal(int status, String message) {
        String code = status == 413 ? "too-large" : status == 503 ? "unavailable" : "internal";
        return new AdminRefusal(status, code, "", message).answer();
    }

    private Optional<Actor> actor(ManagementRequest request) {
        return request.header("Authorization")
                .filter(given -> Ascii.toLowerCase(given).startsWith(BEARER))
                .map(given -> given.substring(BEARER.length()).strip())
                .flatMap(token -> context.symbolon()
                        .administration()
                        .authenticate(token, InetAddresses.toAddrString(request.address())));
    }

    /** Whoever shows no token guesses none, so only wrong ones count as attempts. */
    private ManagementAnswer stranger(ManagementRequest request) {
        long seconds = request.header("Authorization").isEmpty()
                ? 0
                : context.attempts().failed(request.address());
        if (seconds > 0) {
            return new AdminRefusal(
                            429, "too-many-attempts", "Authorization", "too many wrong tokens came from this address")
                    .answer()
                    .with("Retry-After", Long.toString(seconds));
        }
        return new AdminRefusal(
                        401,
                        "unauthenticated",
                        "Authorization",
                        "send the token of an administrator: Authorization: Bearer sym_…")
                .answer()
                .with("WWW-Authenticate", "Bearer realm=\"symbolon\"");
    }

    private ManagementAnswer answer(ManagementRequest request, Actor actor) {
        List<String> parts = PARTS.splitToList(request.path().substring(AdminRoutes.ROOT.length()));
        ImmutableMap<AdminRoute, ImmutableMap<String, String>> matching = AdminRoutes.all().stream()
                .filter(route -> route.match(parts).isPresent())
                .collect(ImmutableMap.toImmutableMap(
                        route -> route, route -> route.match(parts).orElseThrow()));
        if (matching.isEmpty()) {
            throw new AdminRefusal(
                    404, "not-found", "", "there is no such path; " + AdminRoutes.ROOT + " lists the paths");
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return matching.entrySet().stream()
                .filter(each -> each.getKey().method().equals(method))
                .findFirst()
                .map(each -> answer(new AdminCall(
                        context.symbolon(),
                        actor,
                        each.getKey(),
                        ImmutableMap.copyOf(Maps.transformValues(each.getValue(), AdminSite::decode)),
                        request)))
                .orElseGet(() -> wrongMethod(matching.keySet().asList()));
    }

    private static String decode(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AdminRefusal.invalid("path", "has an escape that is none");
        }
    }

    private static ManagementAnswer answer(AdminCall call) {
        AdminAnswer answer = call.route().work().answer(call);
        int status = call.route().status();
        ManagementAnswer made = status == 204
                ? ManagementAnswer.empty(status)
                : ManagementAnswer.of(status, JSON, JsonMapper.shared().writeValueAsString(answer.body()));
        return answer.revision().isPresent()
                ? made.with("ETag", "\"" + answer.revision().getAsLong() + "\"")
                : made;
    }

    private static ManagementAnswer wrongMethod(ImmutableList<AdminRoute> routes) {
        String allowed = routes.stream().map(AdminRoute::method).collect(Collectors.joining(", "));
        return new AdminRefusal(405, "method-not-allowed", "", "use " + allowed)
                .answer()
                .with("Allow", allowed);
    }
}
