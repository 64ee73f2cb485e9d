package org.symbolon.console;

import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.symbolon.console.page.Form;
import org.symbolon.console.page.Pages;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.room.Rooms;
import org.symbolon.console.session.Login;
import org.symbolon.console.session.Session;
import org.symbolon.console.session.Sessions;
import org.symbolon.console.text.Texts;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.Administration;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.http.language.AcceptLanguage;
import org.symbolon.http.management.ManagementAnswer;
import org.symbolon.http.management.ManagementRequest;
import org.symbolon.http.management.ManagementSite;

/**
 * Answers the requests below {@code /console}: lets in who is logged in, checks that forms come from pages of the
 * console, and gives the request to a room.
 */
final class ConsoleSite implements ManagementSite {
    private static final String ROOT = "/console";

    /** Nothing is loaded from elsewhere, and no script or style stands in a page. */
    private static final ImmutableMap<String, String> HEADERS = ImmutableMap.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Administration administration;
    private final Sessions sessions = new Sessions(new SecureRandom(), InstantSource.system());
    private final Pages pages = new Pages();
    private final Login login;
    private final Rooms rooms;

    ConsoleSite(Context context) {
        this.administration = context.symbolon().administration();
        this.login = new Login(administration, context.attempts(), sessions, pages);
        this.rooms = Rooms.open(context);
    }

    @Override
    public String root() {
        return ROOT;
    }

    @Override
    public ManagementAnswer answer(ManagementRequest request) {
        ManagementAnswer answer = route(
                request,
                Texts.in(AcceptLanguage.of(
                        request.header("accept-language").stream().toList())));
        for (var header : HEADERS.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    private ManagementAnswer route(ManagementRequest request, Texts t) {
        String path = request.path().substring(ROOT.length());
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (path.isEmpty()) {
            return ManagementAnswer.empty(308).with("Location", ROOT + "/");
        } else if (!reads && !request.method().equals("POST")) {
            return ManagementAnswer.empty(405).with("Allow", "GET, HEAD, POST");
        }
        Optional<ManagementAnswer> asset = Assets.find(path.substring(1));
        if (asset.isPresent() && reads) {
            return asset.get();
        } else if (path.equals("/login")) {
            return login.answer(request, t);
        }
        return session(request)
                .flatMap(session -> administration
                        .again(session.actor())
                        .map(actor -> visit(request, path.substring(1), t, session, actor)))
                .orElseGet(() -> Login.required(request));
    }

    private Optional<Session> session(ManagementRequest request) {
        return Optional.ofNullable(request.cookies().get(Login.SESSION)).flatMap(sessions::find);
    }

    private ManagementAnswer visit(ManagementRequest request, String path, Texts t, Session session, Actor actor) {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        Visit visit = new Visit(
                request,
                name.isEmpty() ? Rooms.FIRST : name,
                slash < 0 ? "" : path.substring(slash + 1),
                Form.of(request),
                t,
                session,
                actor,
                administration.as(actor),
                pages);
        if (visit.isPost() && !(session.owns(visit.form().text("csrf")) && isOfThisSite(request))) {
            return problem(visit, 403, t.of("problem.form-expired"));
        } else if (visit.isPost() && name.equals("logout")) {
            return login.leave(request, session);
        }
        return rooms.find(visit.room())
                .map(room -> answer(room, visit))
                .orElseGet(() -> problem(visit, 404, t.of("problem.no-page")));
    }

    /** What browsers say about where a request comes from; those that say nothing have the secret of the form. */
    private static boolean isOfThisSite(ManagementRequest request) {
        return request.header("sec-fetch-site")
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isEmpty();
    }

    private static ManagementAnswer answer(Room room, Visit visit) {
        try {
            return room.answer(visit);
        } catch (AdministrationException e) {
            return problem(visit, status(e.reason()), String.valueOf(e.getMessage()));
        } catch (StoreUnavailableException e) {
            return problem(visit, 503, visit.t().of("problem.store"));
        }
    }

    private static int status(AdministrationException.Reason reason) {
        return switch (reason) {
            case INVALID -> 400;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, CHANGED_MEANWHILE -> 409;
        };
    }

    private static ManagementAnswer problem(Visit visit, int status, String text) {
        return visit.page(status, "problem", text);
    }

    @Override
    public void close() {
        rooms.close();
    }
}
