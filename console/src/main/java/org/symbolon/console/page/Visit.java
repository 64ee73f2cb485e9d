package org.symbolon.console.page;

import java.util.Optional;
import org.symbolon.console.session.Session;
import org.symbolon.console.text.Texts;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationDesk;
import org.symbolon.http.management.ManagementAnswer;
import org.symbolon.http.management.ManagementRequest;

/**
 * A request of somebody who is logged in, whose form, if there is one, is known to come from a page of the console.
 *
 * @param room the first part of the path, such as {@code accounts}
 * @param rest what follows it in the path, without the slash between them; may be empty
 * @param desk what whoever is logged in may do
 */
public record Visit(
        ManagementRequest request,
        String room,
        String rest,
        Form form,
        Texts t,
        Session session,
        Actor actor,
        AdministrationDesk desk,
        Pages pages) {

    /** Whether it changes something, or sends what should not be in a URL. */
    public boolean isPost() {
        return request.method().equals("POST");
    }

    /** A parameter of the query; empty text if it is not there. */
    public String query(String name) {
        return request.parameter(name).map(String::strip).orElse("");
    }

    /** A page of this room. */
    public ManagementAnswer page(String template, Object model) {
        return page(200, template, model);
    }

    /** A page of this room with another status. */
    public ManagementAnswer page(int status, String template, Object model) {
        return pages.answer(status, template, frame(session.takeNotice()), model);
    }

    private Frame frame(Optional<String> notice) {
        return new Frame(t, room, Optional.of(actor), session.csrf(), notice);
    }

    /** Sends the browser to a page of the console after a change, so that going back does not change it again. */
    public ManagementAnswer redirect(String path) {
        return ManagementAnswer.empty(303).with("Location", "/console/" + path);
    }
}
