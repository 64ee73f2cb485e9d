package org.symbolon.console.room;

import com.google.common.net.UrlEscapers;
import java.util.Optional;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.story.SearchTerm;
import org.symbolon.console.story.Stories;
import org.symbolon.console.story.Story;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.administration.Operation;
import org.symbolon.http.management.ManagementAnswer;

/** One box for everything that a viewer, a storefront or a log tells, and the story that it leads to. */
public final class SearchRoom implements Room {
    private final Symbolon symbolon;

    SearchRoom(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    /**
     * What the page shows.
     *
     * @param story empty before somebody has searched
     * @param whole whether records and keys were looked for, which a viewer may not see
     */
    public record Model(Optional<Story> story, boolean whole, AccountDirectory accounts) {}

    /** What is not a token is searched by its URL, which can be passed on; a token stays out of URLs. */
    @Override
    public ManagementAnswer answer(Visit visit) {
        SearchTerm posted = SearchTerm.of(visit.form().text("q"));
        if (visit.isPost() && posted.token().isEmpty()) {
            return visit.redirect("?q=" + UrlEscapers.urlFormParameterEscaper().escape(posted.text()));
        }
        SearchTerm term = visit.isPost() ? posted : SearchTerm.of(visit.query("q"));
        boolean whole =
                visit.actor().may(Operation.RECORDS_READ) && visit.actor().may(Operation.KEYS_READ);
        Optional<Story> story = term.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stories(symbolon, visit.desk(), visit.t()).find(term, whole));
        return visit.page("search", new Model(story, whole, symbolon.accounts()));
    }
}
