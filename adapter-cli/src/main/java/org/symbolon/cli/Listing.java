package org.symbolon.cli;

import java.io.PrintWriter;
import tools.jackson.databind.json.JsonMapper;

/** A result of any length: lines under a header, or the elements of a JSON array, each printed as it comes. */
final class Listing implements AutoCloseable {
    private final PrintWriter out;
    private final OutputFormat format;
    private final String header;
    private boolean begun;

    Listing(PrintWriter out, OutputFormat format, String header) {
        this.out = out;
        this.format = format;
        this.header = header;
    }

    /** Prints an element. */
    void add(Object model, String line) {
        switch (format) {
            case TEXT -> out.print((begun ? "" : header + "\n") + line + "\n");
            case JSON -> out.print((begun ? ",\n" : "[\n") + JsonMapper.shared().writeValueAsString(model));
        }
        begun = true;
    }

    /** Hands on what was printed so far, and stops where nobody takes it any more. */
    void flush() {
        if (out.checkError()) {
            throw CommandFailedException.refused("the output cannot be written");
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        if (format == OutputFormat.JSON) {
            out.print(begun ? "\n]\n" : "[]\n");
        }
        out.flush();
    }
}
