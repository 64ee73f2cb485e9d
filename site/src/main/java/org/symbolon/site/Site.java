package org.symbolon.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The documentation site: reads the repository, renders every page, checks every link, and writes the files. */
public final class Site {
    private static final ImmutableMap<String, String> ASSETS = ImmutableMap.of(
            "site.css", "org/symbolon/site/site.css",
            "site.js", "org/symbolon/site/site.js",
            "lunr.js", "META-INF/resources/webjars/lunr/2.3.9/lunr.min.js");

    private final Path root;
    private final Library library;
    private final ImmutableList<RenderedPage> pages;
    private final Contents contents;

    Site(Path root, ImmutableMap<String, Page> sources, ImmutableMap<String, String> names) {
        this.root = root;
        this.library = new Library(root, sources, names);
        this.contents = Contents.of(get(sources, Page.FIRST));
        this.pages = sources.values().stream()
                .map(page -> Markdown.render(page, library))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Writes the site.
     *
     * @param arguments the root of the repository, and the folder to write to, which is emptied before
     */
    public static void main(String... arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /**
     * Writes the site.
     *
     * @param root of the repository
     * @param folder to write to, which is emptied before
     * @throws IllegalArgumentException if a link leads to nothing
     */
    public static void write(Path root, Path folder) throws IOException {
        Site site = of(root);
        site.check();
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
        site.writeTo(folder);
    }

    private static Site of(Path root) throws IOException {
        Reference reference = new Reference();
        return new Site(root, reference.complete(written(root)), reference.names());
    }

    /** The Markdown files at the root and of the folder {@code docs}. */
    private static ImmutableMap<String, Page> written(Path root) throws IOException {
        try (Stream<Path> atTheRoot = Files.list(root);
                Stream<Path> below = Files.walk(root.resolve(Page.DOCUMENTS))) {
            return Stream.concat(atTheRoot, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(file -> new Page(root.relativize(file).toString(), read(file)))
                    .collect(ImmutableMap.toImmutableMap(Page::source, page -> page));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page get(ImmutableMap<String, Page> pages, String source) {
        return Optional.ofNullable(pages.get(source))
                .orElseThrow(() -> new IllegalArgumentException(source + " is missing"));
    }

    /** Links to pages and files were checked when they were read; anchors are known only now. */
    void check() {
        ImmutableMap<String, RenderedPage> bySource =
                Maps.uniqueIndex(pages, page -> page.page().source());
        ImmutableList<String> dead = library.links().stream()
                .filter(link -> !Optional.ofNullable(bySource.get(link.to()))
                        .orElseThrow()
                        .anchors()
                        .contains(link.anchor()))
                .map(link -> link.from() + " links to " + link.to() + "#" + link.anchor() + ", which does not exist")
                .sorted()
                .collect(ImmutableList.toImmutableList());
        if (!dead.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", dead));
        }
    }

    private void writeTo(Path folder) throws IOException {
        Template template = new Template(contents, library);
        for (RenderedPage page : pages) {
            write(folder.resolve(page.page().output()), template.html(page).getBytes(UTF_8));
        }
        for (var asset : ASSETS.entrySet()) {
            write(folder.resolve(asset.getKey()), Resources.toByteArray(Resources.getResource(asset.getValue())));
        }
        for (String file : library.files()) {
            write(folder.resolve("files").resolve(file), Files.readAllBytes(root.resolve(file)));
        }
        write(folder.resolve("search-data.js"), SearchData.script(pages).getBytes(UTF_8));
    }

    private static void write(Path file, byte[] content) throws IOException {
        MoreFiles.createParentDirectories(file);
        Files.write(file, content);
    }
}
