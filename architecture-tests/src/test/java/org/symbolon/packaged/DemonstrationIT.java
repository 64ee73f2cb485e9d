package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./symbolon serve --demo}, and every command that it prints, pasted as a newcomer would. */
final class DemonstrationIT {
    @TempDir
    private Path data;

    private Launcher.Result paste(String command) {
        return Launcher.run(new ProcessBuilder("sh", "-c", command).directory(Launcher.ROOT.toFile()), data);
    }

    private static List<String> commands(RunningService service, String containing) throws IOException {
        return service.errors()
                .lines()
                .filter(line -> line.startsWith("  ") && line.contains(containing))
                .map(String::strip)
                .toList();
    }

    @Test
    void printedCommands_redeemATokenOfEachDrm() throws IOException {
        try (RunningService service = RunningService.start(data, "--demo")) {
            assertTrue(service.errors().contains("*** DEMONSTRATION: "), service.errors());

            Launcher.Result widevine = paste(commands(service, "--data-binary").get(0));
            assertTrue(widevine.out().startsWith("STAND-IN, NO WIDEVINE LICENCE: key "), widevine.out());
            assertTrue(widevine.out().endsWith("\n200\n"), widevine.out());

            Launcher.Result fairPlay = paste(commands(service, " simulate ").get(0));
            assertEquals(0, fairPlay.code(), fairPlay.err());
            assertTrue(fairPlay.out().matches("(?s).*contentKeyIsTheTokens +yes.*"), fairPlay.out());
            assertSite(service);
            service.terminate();
        }
        // The third is that of the film's manifests.
        assertEquals(3, records("issue"));
        assertEquals(2, records("redeem"));
    }

    /** Pages of other origins may load the film, but not what the page knows of the account. */
    private static void assertSite(RunningService service) throws IOException {
        HttpResponse<String> bare = service.send("/demo");
        assertEquals(308, bare.statusCode());
        assertEquals("/demo/", bare.headers().firstValue("location").orElseThrow());
        HttpResponse<String> manifest = service.send("/demo/cbcs/licensed.mpd");
        assertEquals(200, manifest.statusCode());
        assertEquals(
                "*",
                manifest.headers().firstValue("access-control-allow-origin").orElseThrow());
        assertTrue(manifest.body().contains("/hms/ck/rights/?ExpressPlayToken="), manifest.body());
        for (String own : List.of("/demo/", "/demo/config.json", "/demo/page.js")) {
            HttpResponse<String> page = service.send(own);
            assertEquals(200, page.statusCode());
            assertFalse(page.headers().map().containsKey("access-control-allow-origin"), own);
        }
    }

    @Test
    void withoutADemonstration_thereIsNoSite() throws IOException {
        try (RunningService service = RunningService.start(data)) {
            assertEquals(404, service.send("/demo/config.json").statusCode());
        }
    }

    private long records(String kind) {
        Launcher.Result records = Launcher.run(data, "records", "--account", "100001");
        assertEquals(0, records.code(), records.err());
        return records.out()
                .lines()
                .filter(line -> line.contains(" " + kind + " "))
                .count();
    }

    @Test
    void refusal_isExplainedByItsReference() throws Exception {
        String token = "curl 'http://[^/]+(/hms/fp/token\\?[^']+)'";
        String reference;
        String url;
        try (RunningService service = RunningService.start(data, "--demo")) {
            Matcher request = Pattern.compile(token).matcher(service.errors());
            assertTrue(request.find());
            url = service.send(request.group(1)).body();
            Launcher.Result refused =
                    paste("curl -s -D - -o /dev/null --data-binary '<html>no SPC</html>' '" + url + "'");
            Matcher header =
                    Pattern.compile("(?i)error-reference: ([0-9a-f]{32})").matcher(refused.out());
            assertTrue(header.find(), refused.out());
            reference = header.group(1);
            service.terminate();
            assertTrue(service.log().contains(reference), service.log());
            assertFalse(service.log().contains(url.substring(url.indexOf('=') + 1)), "the token is in the log");
        }
        Launcher.Result explained = Launcher.run(data, "explain", reference);
        assertEquals(0, explained.code(), explained.err());
        assertTrue(explained.out().contains("HTML or XML"), explained.out());
        assertTrue(explained.out().contains("-6004"), explained.out());
    }

    @Test
    void demonstration_onAnAddressThatOthersReach_doesNotStart() {
        Launcher.Result refused = Launcher.run(data, "serve", "--demo", "--host", "0.0.0.0", "--port", "0");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("loopback"), refused.err());
    }
}
