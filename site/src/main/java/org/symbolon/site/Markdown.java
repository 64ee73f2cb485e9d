package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.symbolon.site.RenderedPage.Section;

/** Reads Markdown and writes HTML, with the anchors that readers of the repository have too. */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private final Node document;
    private final Map<Node, String> anchors = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Markdown(Node document) {
        this.document = document;
    }

    static Node parse(String text) {
        return PARSER.parse(text);
    }

    static String text(Node node) {
        return PlainText.of(node);
    }

    static RenderedPage render(Page page, Library library) {
        Markdown markdown = new Markdown(parse(page.text()));
        markdown.findAnchors();
        markdown.document.accept(new Rewriter(page, library));
        ImmutableList<Section> sections = markdown.sections();
        if (sections.isEmpty() || sections.get(0).level() != 1) {
            throw new IllegalArgumentException(page.source() + " does not begin with a title");
        }
        return new RenderedPage(page, markdown.html(), ImmutableSet.copyOf(markdown.anchors.values()), sections);
    }

    /** Headings have anchors, and so has each row of a table that begins with the name of a setting or the like. */
    private void findAnchors() {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.put(heading, free(slug(text(heading))));
            }

            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow && node.getFirstChild().getFirstChild() instanceof Code code) {
                    String name = code.getLiteral();
                    if (!name.contains(" ") && taken.add(name)) {
                        anchors.put(node, name);
                    }
                }
                visitChildren(node);
            }
        });
    }

    /** The anchor that the pages of code hosts give to a heading. */
    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private String free(String wanted) {
        String anchor = wanted;
        for (int i = 1; !taken.add(anchor); i++) {
            anchor = wanted + "-" + i;
        }
        return anchor;
    }

    private ImmutableList<Section> sections() {
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        List<Node> nodes = Rewriter.children(document);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Heading heading) {
                StringBuilder content = new StringBuilder();
                for (int j = i + 1; j < nodes.size() && !(nodes.get(j) instanceof Heading); j++) {
                    content.append(text(nodes.get(j))).append('\n');
                }
                sections.add(new Section(
                        anchors.getOrDefault(heading, ""), heading.getLevel(), text(heading), content.toString()));
            }
        }
        return sections.build();
    }

    /**
     * The HTML. What is wider than the screen scrolls by itself, also by keyboard. A cell that heads a column must not
     * be empty, because screen readers announce it.
     */
    private String html() {
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (anchors.containsKey(node)) {
                        attributes.put("id", anchors.get(node));
                    }
                    if (node instanceof TableCell cell && cell.isHeader()) {
                        attributes.put("scope", "col");
                    }
                    if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    }
                })
                .build();
        return renderer.render(document)
                .replace("<th scope=\"col\"></th>", "<td></td>")
                .replace("<table>", "<div class=\"wide\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
    }
}
