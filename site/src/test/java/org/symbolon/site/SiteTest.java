package org.symbolon.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this repository, and what the generator refuses. */
class SiteTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ADDRESS = Pattern.compile("<[a-z]+ [^>]*?(?:href|src)=\"([^\"]*)\"");
    private static final Pattern LOADED = Pattern.compile("<(?:script|link|img|iframe)[^>]*?(?:href|src)=\"([^\"]*)\"");

    @TempDir
    private static Path site;

    @BeforeAll
    static void write() throws IOException {
        Site.write(ROOT, site);
    }

    private static ImmutableList<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).collect(ImmutableList.toImmutableList());
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void addressesOfAllPages_leadToFilesOfTheSite_andLoadNothingFromElsewhere() throws IOException {
        assertTrue(pages().size() > 150, () -> "so few pages are not the whole site");
        for (Path page : pages()) {
            String html = Files.readString(page);
            for (String address : all(ADDRESS, html)) {
                String file = address.replaceFirst("#.*", "");
                boolean isElsewhere = address.matches("[a-z]+:.*");
                assertTrue(
                        isElsewhere || Files.isRegularFile(page.resolveSibling(file)) || file.isEmpty(),
                        () -> page + ": " + address);
            }
            assertEquals(
                    List.of(),
                    all(LOADED, html).stream()
                            .filter(loaded -> loaded.contains("//"))
                            .toList(),
                    page::toString);
        }
    }

    @Test
    void everyPageOfDocs_isInTheListOfPages() throws IOException {
        ImmutableSet<String> listed =
                Contents.of(new Page(Page.FIRST, Files.readString(ROOT.resolve(Page.FIRST)))).groups().values().stream()
                        .map(Contents.Entry::source)
                        .collect(ImmutableSet.toImmutableSet());
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            ImmutableSet<String> written = files.map(
                            file -> ROOT.relativize(file).toString())
                    .filter(file -> file.endsWith(".md") && !file.startsWith("docs/adr/") && !file.equals(Page.FIRST))
                    .collect(ImmutableSet.toImmutableSet());
            assertEquals(Set.of(), Sets.difference(written, listed));
        }
    }

    @Test
    void pageOfAnError_hasMessageCauseRuleRemedy_andWhatPlayersShow() throws IOException {
        String refusedToken = page("errors/4010.html");
        for (String part :
                List.of("[-4010]", "401:", "The cause", "What to do", "LICENSE_REQUEST_FAILED", "keyLoadError")) {
            assertTrue(refusedToken.contains(part), part);
        }
        String badLevel = page("errors/7004.html");
        assertTrue(badLevel.contains("The rule") && badLevel.contains("HW_SECURE_ALL"), badLevel);
        assertTrue(badLevel.contains("the storefront gets it"), badLevel);
        assertTrue(
                page("errors/8008.html").contains("keySystemLicenseRequestFailed"), "of a code that no player names");
    }

    @Test
    void namesOfTheCode_leadToWhatExplainsThem() throws IOException {
        assertTrue(page("operations/limits.html").contains("href=\"../configuration.html#http.limit.failures\""));
        assertTrue(page("configuration.html").contains("<tr id=\"http.limit.failures\">"));
        assertTrue(page("start.html").contains("<a href=\"errors/7004.html\">-7004</a>"));
        assertTrue(page("operations/keys.html").contains("<a href=\"../commands/keyring-retire.html\">"));
    }

    @Test
    void example_isInThePage_asItIsInItsFile() throws IOException {
        String example = Files.readString(ROOT.resolve("docs/examples/storefront.py"));
        String shown = page("storefronts.html")
                .replace("&quot;", "\"")
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
        assertTrue(shown.contains(example), shown);
        assertEquals(example, page("files/docs/examples/storefront.py"));
    }

    @Test
    void deadLinkFileAndAnchor_areRefusedByName() {
        assertEquals("docs/README.md links to docs/none.md, which does not exist", refusal("[a page](none.md)"));
        assertEquals(
                "docs/README.md links to docs/none.py, which does not exist",
                refusal("[none.py](none.py \"include\")"));
        assertEquals("docs/README.md links to docs/README.md#none, which does not exist", refusal("[a part](#none)"));
        assertEquals("docs/README.md does not begin with a title", refusal("", "No title"));
    }

    private static String refusal(String link) {
        return refusal("# Title\n\n", link);
    }

    private static String refusal(String title, String rest) {
        Page only = new Page(Page.FIRST, title + rest);
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> new Site(ROOT, ImmutableMap.of(only.source(), only), ImmutableMap.of()).check())
                .getMessage();
    }

    @Test
    void anchors_areThoseOfCodeHosts() {
        assertEquals("what-is---openssl-4", Markdown.slug("What is `--openssl` 4?"));
        assertEquals("überladung-und-ende", Markdown.slug("Überladung, und Ende"));
    }
}
