package org.symbolon.site;

import com.google.common.collect.ImmutableMap;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.symbolon.site.RenderedPage.Section;

/** What every page has around its content. */
final class Template {
    private static final String PAGE = read();

    private final Contents contents;
    private final Library library;

    Template(Contents contents, Library library) {
        this.contents = contents;
        this.library = library;
    }

    private static String read() {
        try {
            return Resources.toString(Resources.getResource(Template.class, "page.html"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String html(RenderedPage page) {
        // The content comes last, because a page may well print one of the other words.
        ImmutableMap<String, String> parts = ImmutableMap.of(
                "{title}", escape(page.title()),
                "{root}", page.page().addressOf("index.html").replaceFirst("index\\.html$", ""),
                "{contents}", contents.html(page.page(), library),
                "{content}", page.html().replaceFirst("</h1>", "</h1>" + Matcher.quoteReplacement(sections(page))));
        String html = PAGE;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            html = html.replace(part.getKey(), part.getValue());
        }
        return html;
    }

    /** The list of a page's own sections, for pages that have some. */
    private static String sections(RenderedPage page) {
        List<Section> sections =
                page.sections().stream().filter(section -> section.level() == 2).toList();
        return sections.size() < 2
                ? ""
                : sections.stream()
                        .map(section ->
                                "<li><a href=\"#%s\">%s</a></li>".formatted(section.id(), escape(section.heading())))
                        .collect(Collectors.joining(
                                "",
                                "<nav class=\"sections\" aria-label=\"On this page\"><p>On this page</p><ul>",
                                "</ul></nav>"));
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
