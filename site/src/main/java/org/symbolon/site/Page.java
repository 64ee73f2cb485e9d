package org.symbolon.site;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A page as it is written.
 *
 * @param source the Markdown file, relative to the root of the repository; a page that is made from the code has the
 *     name that its file would have
 * @param text the Markdown
 */
record Page(String source, String text) {
    static final String DOCUMENTS = "docs/";
    static final String FIRST = DOCUMENTS + "README.md";

    /** Where the page is in the site; relative, so that the site needs no server and works in any folder. */
    String output() {
        if (source.equals(FIRST)) {
            return "index.html";
        }
        String name =
                source.startsWith(DOCUMENTS) ? source.substring(DOCUMENTS.length()) : source.toLowerCase(Locale.ROOT);
        return name.replaceFirst("\\.md$", ".html");
    }

    /** The address of another file of the site, as it is written on this page. */
    String addressOf(String other) {
        Path folder = Path.of("/" + output()).resolveSibling("");
        return folder.relativize(Path.of("/" + other)).toString();
    }
}
