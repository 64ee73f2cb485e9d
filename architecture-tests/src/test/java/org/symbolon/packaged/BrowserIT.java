package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Licence URLs as they were issued, in a browser: on a page of another origin, and on that of the demonstration. */
@Order(5)
@Execution(ExecutionMode.CONCURRENT)
final class BrowserIT {
    /** A licence, or a refusal of the plug-in: the token itself was found good either way. */
    private static final Pattern REACHED_THE_PLUGIN =
            Pattern.compile("200 null .*|[45]\\d\\d [0-9a-f]{32} \\{\"code\":-(4001|6004|6006|7008),.*\\}");

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource({"wv,com.widevine.alpha", "fp,com.apple.fps"})
    void licenceUrl_reachesThePlugInFromAPlayerAndFromAFetch(String drm, String keySystem) throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        try (RunningService service = RunningService.start(data);
                PlayerPage page = new PlayerPage(licenseUrl(service, drm), keySystem);
                Chromium browser = Chromium.show(program.get(), data, page.url())) {
            List<String> lines = page.report().lines().toList();

            assertTrue(browser.isAlive(), "it ended by itself");
            assertEquals(2, lines.size(), lines.toString());
            for (String line : lines) {
                assertTrue(REACHED_THE_PLUGIN.matcher(line).matches(), lines.toString());
            }
            assertTrue(
                    service.log().contains("\"method\":\"OPTIONS\",\"route\":\"/hms/" + drm + "/rights/\""),
                    service.log());
        }
    }

    /** Of the demo account, as the first start prints its request. */
    private static String licenseUrl(RunningService service, String drm) throws Exception {
        Matcher request = Pattern.compile("curl 'http://[^/]+(/hms/" + drm + "/token\\?[^']+)'")
                .matcher(service.errors());
        assertTrue(request.find(), service.errors());
        return service.send(request.group(1).replace("^", "%5E") + "&errorFormat=json")
                .body();
    }

    /** That the picture then moves in this and in other players, is for {@link PlayersIT}. */
    @Test
    void printedFilm_getsItsLicenceInABrowser() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        try (RunningService service = RunningService.start(data, "--demo")) {
            Matcher page = Pattern.compile("http://\\S+/demo/").matcher(service.errors());
            assertTrue(page.find(), service.errors());
            try (Chromium browser = Chromium.show(program.get(), data, page.group() + "#good")) {
                String granted = "\"route\":\"/hms/ck/rights/\",\"status\":200";
                for (int i = 0; i < 600 && !service.log().contains(granted); i++) {
                    Thread.sleep(100);
                }
                assertTrue(service.log().contains(granted), service.log());
                assertTrue(browser.isAlive(), "it ended by itself");
            }
        }
    }
}
