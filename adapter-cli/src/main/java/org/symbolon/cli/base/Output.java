package org.symbolon.cli.base;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.CharMatcher;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints results to standard output, as text or JSON, and warnings to standard error. A command passes a model of maps,
 * lists, strings, numbers, booleans, Optionals and {@link Shown}, never objects of core, so that only what a command
 * chose is printed.
 */
public final class Output {
    private final Surroundings surroundings;
    private final Format format;

    /** The format of results. */
    enum Format {
        TEXT,
        JSON
    }

    /**
     * A value that has different forms for people and for programs.
     *
     * @param json the value in JSON; an empty Optional is {@code null}
     * @param text the value in text
     */
    public record Shown(@JsonValue Object json, String text) {

        /** The balance of an account; empty for an account without a limit. */
        public static Shown balance(OptionalLong tokens) {
            return tokens.isPresent()
                    ? new Shown(tokens.getAsLong(), Long.toString(tokens.getAsLong()))
                    : new Shown(Optional.empty(), "unlimited");
        }
    }

    Output(Surroundings surroundings, Format format) {
        this.surroundings = surroundings;
        this.format = format;
    }

    /** Prints a result, in text as a block or a table. */
    public void result(Object model) {
        result(model, TextLayout.of(model));
    }

    /** Prints a result whose text is not made from the model. */
    public void result(Object model, String text) {
        surroundings
                .out()
                .println(
                        switch (format) {
                            case TEXT -> text;
                            case JSON -> json(model);
                        });
        surroundings.out().flush();
    }

    /**
     * Prints a list.
     *
     * @param whole the elements in JSON
     * @param rows the elements in text, as rows of a table
     * @param ifEmpty the text for a list without elements
     */
    public void list(Object whole, Collection<?> rows, String ifEmpty) {
        result(whole, rows.isEmpty() ? ifEmpty : TextLayout.of(rows));
    }

    /** Begins a list that is printed element by element, because it may be too long for the memory. */
    public Listing listing(String header) {
        return new Listing(surroundings.out(), format, header);
    }

    // Jackson is loaded for JSON only, because text is printed sooner without it.
    private static String json(Object model) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(model);
    }

    /** Warns of something that the operator may not have intended. The command goes on. */
    public void warn(String warning) {
        problem("warning: " + warning);
    }

    /** Tells something that is not part of the result. */
    public void note(String note) {
        problem("note: " + note);
    }

    /** Prints a line to standard error. Control characters are replaced: others may have written it. */
    public void problem(String line) {
        surroundings.err().println(CharMatcher.javaIsoControl().replaceFrom(line, ' '));
        surroundings.err().flush();
    }

    /** A list of any length: lines under a header, or a JSON array. Each element is printed as soon as it is added. */
    public static final class Listing implements AutoCloseable {
        private final PrintWriter out;
        private final Format format;
        private final String header;
        private boolean begun;

        private Listing(PrintWriter out, Format format, String header) {
            this.out = out;
            this.format = format;
            this.header = header;
        }

        /** Prints an element. */
        public void add(Object model, String line) {
            switch (format) {
                case TEXT -> out.print((begun ? "" : header + "\n") + line + "\n");
                case JSON ->
                    out.print((begun ? ",\n" : "[\n") + JsonMapper.shared().writeValueAsString(model));
            }
            begun = true;
        }

        /** Writes out what is buffered. Fails if nobody reads the output any more, so that the command ends. */
        public void flush() {
            if (out.checkError()) {
                throw CommandFailedException.refused("the output cannot be written");
            }
        }

        /** Ends the list. */
        @Override
        public void close() {
            if (format == Format.JSON) {
                out.print(begun ? "\n]\n" : "[]\n");
            }
            out.flush();
        }
    }
}
