package org.symbolon.cli;

import com.google.common.base.CharMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way out of a command: results to standard output, warnings to standard error. A model is made of maps, lists, texts, numbers,
 * booleans, Optionals and {@link Shown}, and never of core's own types: what is printed is chosen, not found by reflection.
 */
final class Output {
    private final Surroundings surroundings;
    private final OutputFormat format;

    Output(Surroundings surroundings, OutputFormat format) {
        this.surroundings = surroundings;
        this.format = format;
    }

    /** Prints a result: as a block or table, or as JSON. */
    void result(Object model) {
        result(model, TextLayout.of(model));
    }

    /** Prints a result that has a text of its own. */
    void result(Object model, String text) {
        surroundings
                .out()
                .println(
                        switch (format) {
                            case TEXT -> text;
                            case JSON -> json(model);
                        });
        surroundings.out().flush();
    }

    /** Begins a list that is printed element by element, since it may be too long to be held. */
    Listing listing(String header) {
        return new Listing(surroundings.out(), format, header);
    }

    // Jackson is touched for JSON only: text starts faster without it.
    private static String json(Object model) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(model);
    }

    /** Says what went otherwise than may have been meant; the command goes on. */
    void warn(String warning) {
        problem("warning: " + warning);
    }

    /** Says what is worth knowing beside the result. */
    void note(String note) {
        problem("note: " + note);
    }

    /** A line on standard error as it is, but for control characters: it may echo what somebody else wrote. */
    void problem(String line) {
        surroundings.err().println(CharMatcher.javaIsoControl().replaceFrom(line, ' '));
        surroundings.err().flush();
    }
}
