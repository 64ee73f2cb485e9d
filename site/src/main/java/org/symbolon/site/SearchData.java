package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What the search looks through: each section of each page. */
final class SearchData {
    private SearchData() {}

    /** A section, with the words by which the script knows its parts. */
    private record Entry(String url, String page, String heading, String text) {}

    /** A script, not JSON, because a page that was opened as a file may load nothing else. */
    static String script(ImmutableList<RenderedPage> pages) {
        List<Entry> entries = pages.stream().flatMap(SearchData::entries).toList();
        return "symbolonSearch(" + JsonMapper.shared().writeValueAsString(entries) + ");\n";
    }

    private static Stream<Entry> entries(RenderedPage page) {
        String url = page.page().output();
        return page.sections().stream()
                .map(section -> section.level() == 1
                        ? new Entry(url, page.title(), "", section.text())
                        : new Entry(url + "#" + section.id(), page.title(), section.heading(), section.text()));
    }
}
