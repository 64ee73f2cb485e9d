package org.symbolon.console.session;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.symbolon.console.page.Form;
import org.symbolon.console.page.Frame;
import org.symbolon.console.page.Pages;
import org.symbolon.console.text.Texts;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.Administration;
import org.symbolon.http.management.FailedAttempts;
import org.symbolon.http.management.ManagementAnswer;
import org.symbolon.http.management.ManagementRequest;

/**
 * The page that logs in: with the one-time login of a link that {@code symbolon console} printed, or with the token of
 * an administrator. Its form sends a secret that a cookie has too, so that no other site can log somebody in.
 */
public final class Login {
    /** The cookie with the id of the session. */
    public static final String SESSION = "symbolon-console";

    private static final String BEFORE = "symbolon-login";
    private static final String ATTRIBUTES = "; Path=/console; HttpOnly; SameSite=Strict";
    private static final Pattern OWN_PAGE = Pattern.compile("/console/[A-Za-z0-9_-]*(/[A-Za-z0-9_-]+)*(\\?[!-~]*)?");
    private static final String HOME = "/console/";
    private static final Escaper ESCAPER = UrlEscapers.urlFormParameterEscaper();

    private final Administration administration;
    private final FailedAttempts attempts;
    private final Sessions sessions;
    private final Pages pages;

    public Login(Administration administration, FailedAttempts attempts, Sessions sessions, Pages pages) {
        this.administration = administration;
        this.attempts = attempts;
        this.sessions = sessions;
        this.pages = pages;
    }

    /**
     * What the page shows.
     *
     * @param code the one-time login of the link; empty text without one
     * @param next where to go then
     * @param problem the key of a text that says why somebody was not let in
     */
    public record Model(String code, String next, Optional<String> problem) {}

    /** Shows the page, or takes its form. */
    public ManagementAnswer answer(ManagementRequest request, Texts t) {
        if (!request.method().equals("POST")) {
            return page(request, t, 200, model(request.parameter("code").orElse(""), next(request), Optional.empty()));
        }
        Form form = Form.of(request);
        String next = ownPage(form.text("next"));
        String secret = Optional.ofNullable(request.cookies().get(BEFORE)).orElse("");
        if (secret.isEmpty() || !secret.equals(form.text("csrf"))) {
            return page(request, t, 403, model(form.text("code"), next, Optional.of("login.form-expired")));
        }
        return enter(request, form)
                .map(actor -> begin(request, actor, next))
                .orElseGet(() -> refused(request, t, next));
    }

    private static Model model(String code, String next, Optional<String> problem) {
        return new Model(code, next, problem);
    }

    private Optional<Actor> enter(ManagementRequest request, Form form) {
        String place = request.address().getHostAddress();
        return form.text("code").isEmpty()
                ? administration.authenticate(form.text("token"), place)
                : administration.redeemLogin(form.text("code"), place);
    }

    private ManagementAnswer begin(ManagementRequest request, Actor actor, String next) {
        return ManagementAnswer.empty(303)
                .with("Location", next)
                .with("Set-Cookie", SESSION + "=" + sessions.begin(actor) + attributes(request))
                .with("Set-Cookie", BEFORE + "=; Max-Age=0" + attributes(request));
    }

    private ManagementAnswer refused(ManagementRequest request, Texts t, String next) {
        long seconds = attempts.failed(request.address());
        return seconds == 0
                ? page(request, t, 401, model("", next, Optional.of("login.refused")))
                : page(request, t, 429, model("", next, Optional.of("login.too-many")))
                        .with("Retry-After", Long.toString(seconds));
    }

    private ManagementAnswer page(ManagementRequest request, Texts t, int status, Model model) {
        String secret = sessions.secret();
        Frame frame = new Frame(t, "login", Optional.empty(), secret, Optional.empty());
        return pages.answer(status, "login", frame, model)
                .with("Set-Cookie", BEFORE + "=" + secret + attributes(request));
    }

    /** Sends a browser that is not logged in here, and remembers which page it asked for. */
    public static ManagementAnswer required(ManagementRequest request) {
        String login = HOME + "login";
        if (request.header("hx-request").isPresent()) {
            return ManagementAnswer.empty(401).with("HX-Redirect", login);
        }
        String asked = request.path() + query(request);
        boolean returns = request.method().equals("GET")
                && !asked.equals(HOME)
                && ownPage(asked).equals(asked);
        return ManagementAnswer.empty(303).with("Location", returns ? login + "?next=" + ESCAPER.escape(asked) : login);
    }

    private static String query(ManagementRequest request) {
        return request.query().isEmpty()
                ? ""
                : request.query().entries().stream()
                        .map(each -> ESCAPER.escape(each.getKey()) + "=" + ESCAPER.escape(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Ends a session, and has the browser forget it. */
    public ManagementAnswer leave(ManagementRequest request, Session session) {
        sessions.end(session);
        return ManagementAnswer.empty(303)
                .with("Location", HOME + "login")
                .with("Set-Cookie", SESSION + "=; Max-Age=0" + attributes(request));
    }

    private static String next(ManagementRequest request) {
        return ownPage(request.parameter("next").orElse(HOME));
    }

    /** A path of the console; anything else would lead out of it, so it becomes the first page. */
    static String ownPage(String path) {
        return OWN_PAGE.matcher(path).matches() ? path : HOME;
    }

    /** The listener knows no TLS; where a proxy in front of it does, the browser keeps the cookie to it. */
    private static String attributes(ManagementRequest request) {
        boolean https =
                request.header("x-forwarded-proto").filter("https"::equals).isPresent();
        return ATTRIBUTES + (https ? "; Secure" : "");
    }
}
