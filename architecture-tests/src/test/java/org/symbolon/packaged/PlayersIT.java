package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.demo.EncryptedClip;

/**
 * The whole way in real players: two keys are stored, a clip is encrypted with them, a token for both is bought, and
 * the picture moves in a browser. Then what players do with refusals, and what the operator is told of them.
 */
final class PlayersIT {
    private static final String KEK = "000102030405060708090a0b0c0d0e0f";
    private static final String BOTH_KEYS = "kid.0=%5Evideo&kid.1=%5Eaudio";

    @TempDir
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void clipWithTwoKeys_playsInEachPlayer_andRefusalsAreExplained() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        assumeTrue(PlayerLibraries.canBeFetched(), "there is no npm to fetch the players with");
        Path libraries = PlayerLibraries.fetch();
        try (RunningService service = RunningService.start(data)) {
            String authenticator = authenticator(service);
            EncryptedClip clip = EncryptedClip.of(
                    store(service, authenticator, "video"), store(service, authenticator, "audio"), "");
            String both = licenseUrl(service, authenticator, BOTH_KEYS);
            String ended = licenseUrl(service, authenticator, BOTH_KEYS + "&expirationTime=%2B1");
            String videoOnly = licenseUrl(service, authenticator, "kid.0=%5Evideo");
            String cases = cases(List.of(
                    List.of("shaka", "shaka", both),
                    List.of("dash", "dash", both),
                    List.of("hls", "hls", both),
                    List.of("videojs", "videojs", both),
                    List.of("ended token", "shaka", ended),
                    List.of("missing key", "videojs", videoOnly)));
            try (PlayerSite site = new PlayerSite(libraries, clip, cases);
                    Chromium browser = Chromium.show(program.get(), data, site.url())) {
                Map<String, String> outcomes =
                        Splitter.on('\n').withKeyValueSeparator(": ").split(site.report());
                assertTrue(browser.isAlive(), "it ended by itself");
                // 6007 is Shaka's LICENSE_REQUEST_FAILED, 5 is MEDIA_ERR_ENCRYPTED of video.js.
                assertEquals(
                        Map.of(
                                "shaka", "playing",
                                "dash", "playing",
                                "hls", "playing",
                                "videojs", "playing",
                                "ended token", "error 6007",
                                "missing key", "error 5"),
                        outcomes);
            }
            assertTrue(explanation(service, -4010).contains("ended"), () -> "the token has ended");
            assertTrue(
                    explanation(service, -8007).contains(KeyId.ofString("audio").toString()));
        }
    }

    /** Of the demo account, as the first start prints it. */
    private static String authenticator(RunningService service) throws Exception {
        Matcher printed =
                Pattern.compile("customerAuthenticator=([0-9]+,[0-9a-f]{32})").matcher(service.errors());
        assertTrue(printed.find(), service.errors());
        return printed.group(1);
    }

    /** Has the key storage make a key. */
    private EncryptedClip.Key store(RunningService service, String authenticator, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port
                        + "/keystore/keys?customerAuthenticator=" + authenticator + "&kek=" + KEK))
                .POST(HttpRequest.BodyPublishers.ofString("{\"kid\":\"^" + name + "\"}"))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        Matcher key = Pattern.compile("\"k\":\"([0-9a-f]{32})\"").matcher(answer.body());
        assertTrue(key.find(), answer.body());
        return new EncryptedClip.Key(KeyId.ofString(name), ContentKey.of(Hex.decode(key.group(1))));
    }

    private static String licenseUrl(RunningService service, String authenticator, String query) throws Exception {
        HttpResponse<String> answer =
                service.send("/hms/ck/token?customerAuthenticator=" + authenticator + "&kek=" + KEK + "&" + query);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String cases(List<List<String>> cases) {
        return cases.stream()
                .map(one -> "{\"name\":\"%s\",\"player\":\"%s\",\"url\":\"%s\"}"
                        .formatted(one.get(0), one.get(1), one.get(2)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** What {@code symbolon explain} says of the refusal with this code. */
    private String explanation(RunningService service, int code) throws Exception {
        String reference = Stream.of(service.log().split("\n"))
                .filter(line -> line.contains(Integer.toString(code)))
                .flatMap(line -> Pattern.compile("[0-9a-f]{32}\"[^,]*$|\"reference\":\"([0-9a-f]{32})\"")
                        .matcher(line)
                        .results()
                        .map(MatchResult::group))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no refusal with " + code))
                .replaceAll(".*([0-9a-f]{32}).*", "$1");
        Launcher.Result explained = Launcher.run(data, "explain", reference);
        assertEquals(0, explained.code(), explained.err());
        return explained.out();
    }
}
