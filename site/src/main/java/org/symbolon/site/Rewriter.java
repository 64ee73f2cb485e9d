package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.io.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Makes of a page for readers of the repository one for the site: links lead to pages of the site, a paragraph
 * {@code [name](file "include")} is followed by the file, error codes, settings and commands become links to what
 * explains them, and comments are left out.
 */
final class Rewriter extends AbstractVisitor {
    private static final Pattern ERROR_CODE = Pattern.compile("-\\d{4}(?!\\d)");
    private static final String INCLUDE = "include";

    private final Page page;
    private final Library library;

    Rewriter(Page page, Library library) {
        this.page = page;
        this.library = library;
    }

    static ImmutableList<Node> children(Node parent) {
        ImmutableList.Builder<Node> children = ImmutableList.builder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children.build();
    }

    @Override
    public void visit(HtmlBlock html) {
        html.unlink();
    }

    @Override
    public void visit(Heading heading) {
        // A link within a heading would be read out with each list of headings.
    }

    @Override
    public void visit(Paragraph paragraph) {
        List<Node> children = children(paragraph);
        if (children.size() == 1
                && Iterables.getOnlyElement(children) instanceof Link link
                && INCLUDE.equals(link.getTitle())) {
            FencedCodeBlock code = new FencedCodeBlock();
            code.setInfo(Files.getFileExtension(link.getDestination()));
            code.setLiteral(library.included(page, link.getDestination()));
            paragraph.insertAfter(code);
            link.setTitle("");
        }
        visitChildren(paragraph);
    }

    @Override
    public void visit(Link link) {
        link.setDestination(library.address(page, link.getDestination()));
    }

    @Override
    public void visit(Code code) {
        linkTo(code.getLiteral(), code);
    }

    @Override
    public void visit(Text text) {
        String literal = text.getLiteral();
        Matcher found = ERROR_CODE.matcher(literal);
        List<Node> parts = new ArrayList<>();
        int end = 0;
        while (found.find()) {
            if (library.explanation(page, found.group()).isPresent()) {
                parts.add(new Text(literal.substring(end, found.start())));
                parts.add(new Text(found.group()));
                end = found.end();
            }
        }
        if (!parts.isEmpty()) {
            parts.add(new Text(literal.substring(end)));
            parts.forEach(text::insertBefore);
            text.unlink();
            parts.forEach(part -> linkTo(((Text) part).getLiteral(), part));
        }
    }

    private void linkTo(String name, Node node) {
        Optional<String> destination = library.explanation(page, name);
        if (destination.isPresent()) {
            Link link = new Link(library.address(page, destination.get()), null);
            node.insertBefore(link);
            link.appendChild(node);
        }
    }
}
