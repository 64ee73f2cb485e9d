package org.symbolon.site;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a page can link to: the other pages, files of the repository, and what the code names. It keeps what
 * was linked to, so that {@link Site} can check the anchors and copy the files.
 */
final class Library {
    private final Path root;
    private final ImmutableMap<String, Page> pages;
    private final ImmutableMap<String, String> names;
    private final Set<String> files = new HashSet<>();
    private final Map<String, Link> links = new HashMap<>();

    /**
     * A link that has to be checked once all pages are rendered.
     *
     * @param from the page that has it
     * @param to the source of the page that it leads to
     */
    record Link(String from, String to, String anchor) {}

    /**
     * Prepares a library.
     *
     * @param names what the code names (error codes, settings, commands), each with the source and the anchor of the
     *     place that explains it
     */
    Library(Path root, ImmutableMap<String, Page> pages, ImmutableMap<String, String> names) {
        this.root = root;
        this.pages = pages;
        this.names = names;
    }

    /**
     * The address in the site of what a link of a page leads to.
     *
     * @throws IllegalArgumentException if it leads to nothing
     */
    String address(Page from, String destination) {
        if (destination.matches("[a-z]+:.*")) {
            return destination;
        }
        String path = destination.replaceFirst("#.*", "");
        String anchor = destination.substring(path.length());
        String source = path.isEmpty() ? from.source() : resolve(from, path);
        if (!pages.containsKey(source)) {
            return from.addressOf(file(from, source));
        }
        if (!anchor.isEmpty()) {
            links.put(from.source() + destination, new Link(from.source(), source, anchor.substring(1)));
        }
        return path.isEmpty() ? anchor : from.addressOf(page(source).output()) + anchor;
    }

    /** The text of a file that a page includes. */
    String included(Page from, String destination) {
        String source = resolve(from, destination);
        file(from, source);
        try {
            return Files.readString(root.resolve(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(Page from, String source) {
        if (!Files.isRegularFile(root.resolve(source))) {
            throw new IllegalArgumentException(from.source() + " links to " + source + ", which does not exist");
        }
        files.add(source);
        return "files/" + source;
    }

    /** The page of a source. */
    Page page(String source) {
        return Optional.ofNullable(pages.get(source))
                .orElseThrow(() -> new IllegalArgumentException("there is no page " + source));
    }

    /** The destination of a link to what explains a name of the code, if the text is one, or is a longer command. */
    Optional<String> explanation(Page from, String text) {
        for (String name = text; !name.isEmpty(); name = name.substring(0, Math.max(name.lastIndexOf(' '), 0))) {
            Optional<String> found = Optional.ofNullable(names.get(name));
            if (found.isPresent()) {
                return found.filter(place -> !place.replaceFirst("#.*", "").equals(from.source()))
                        .map(place -> relative(from, place));
            }
        }
        return Optional.empty();
    }

    private static String relative(Page from, String place) {
        return Path.of("/" + from.source())
                .resolveSibling("")
                .relativize(Path.of("/" + place))
                .toString();
    }

    private static String resolve(Page from, String path) {
        Path resolved = Path.of("/" + from.source()).resolveSibling(path).normalize();
        return resolved.toString().substring(1);
    }

    ImmutableSet<String> files() {
        return ImmutableSet.copyOf(files);
    }

    ImmutableSet<Link> links() {
        return ImmutableSet.copyOf(links.values());
    }
}
