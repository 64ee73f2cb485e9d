package org.symbolon.site;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The records of decisions (ADRs). */
final class Decisions {
    private static final String FOLDER = "docs/adr/";

    private Decisions() {}

    /** A list with a link to each of them, by their titles. */
    static String list(Collection<Page> pages) {
        return pages.stream()
                .filter(page -> page.source().startsWith(FOLDER))
                .sorted(Comparator.comparing(Page::source))
                .map(page -> "* [%s](adr/%s)"
                        .formatted(
                                page.text().lines().findFirst().orElseThrow().replaceFirst("^# ", ""),
                                page.source().substring(FOLDER.length())))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
