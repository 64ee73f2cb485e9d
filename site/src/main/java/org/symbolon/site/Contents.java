package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.html.HtmlEscapers;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/**
 * The list of pages beside each page, which is what the first page lists: its headings are the groups, and the first
 * link of each item is a page.
 *
 * @param groups addresses in the site, by the name of their group
 */
record Contents(ImmutableListMultimap<String, Entry> groups) {

    /** A page in the list. */
    record Entry(String title, String source) {}

    static Contents of(Page first) {
        ImmutableListMultimap.Builder<String, Entry> groups = ImmutableListMultimap.builder();
        String group = "";
        for (Node node : Rewriter.children(Markdown.parse(first.text()))) {
            if (node instanceof Heading) {
                group = Markdown.text(node);
            }
            groups.putAll(group, entries(node));
        }
        return new Contents(groups.build());
    }

    private static ImmutableList<Entry> entries(Node list) {
        ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        list.accept(new AbstractVisitor() {
            @Override
            public void visit(ListItem item) {
                if (item.getFirstChild().getFirstChild() instanceof Link link) {
                    entries.add(new Entry(Markdown.text(link), source(link.getDestination())));
                }
            }
        });
        return entries.build();
    }

    private static String source(String destination) {
        return destination.startsWith("../") ? destination.substring(3) : Page.DOCUMENTS + destination;
    }

    /** The list as it is shown on a page; the group of that page, or of the page above it, is open. */
    String html(Page shown, Library library) {
        String parent = parent(shown);
        return groups.asMap().entrySet().stream()
                .map(group -> "<details%s><summary>%s</summary><ul>%s</ul></details>"
                        .formatted(
                                group.getValue().stream()
                                                .anyMatch(
                                                        entry -> entry.source().equals(parent))
                                        ? " open"
                                        : "",
                                escape(group.getKey()),
                                group.getValue().stream()
                                        .map(entry -> item(entry, shown, library))
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining());
    }

    private static String item(Entry entry, Page shown, Library library) {
        return "<li><a href=\"%s\"%s>%s</a></li>"
                .formatted(
                        shown.addressOf(library.page(entry.source()).output()),
                        entry.source().equals(shown.source()) ? " aria-current=\"page\"" : "",
                        escape(entry.title()));
    }

    /** The page of the list to which a page belongs that is not in it: those of single errors, commands, decisions. */
    private String parent(Page page) {
        return groups.values().stream().anyMatch(entry -> entry.source().equals(page.source()))
                ? page.source()
                : page.source().replaceFirst("/adr/.*", "/why.md").replaceFirst("(docs/[a-z]+)/[^/]*\\.md", "$1.md");
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
