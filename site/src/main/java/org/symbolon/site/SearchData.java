package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What the search looks through: each section of each page. */
final class SearchData {
    private SearchData() {}

    /** A script, not JSON, because a page that was opened as a file may load nothing else. */
    static String script(ImmutableList<RenderedPage> pages) {
        List<Map<String, String>> sections =
                pages.stream().flatMap(SearchData::sections).toList();
        return "symbolonSearch(" + JsonMapper.shared().writeValueAsString(sections) + ");\n";
    }

    private static Stream<Map<String, String>> sections(RenderedPage page) {
        return page.sections().stream()
                .map(section -> Map.of(
                        "url",
                        page.page().output() + (section.level() == 1 ? "" : "#" + section.id()),
                        "page",
                        page.title(),
                        "heading",
                        section.level() == 1 ? "" : section.heading(),
                        "text",
                        section.text()));
    }
}
