package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.symbolon.demo.Scheme;

/**
 * The whole way in real players: two keys are stored, a clip is encrypted with them, a token for both is bought, and
 * the picture moves in a browser. Then what players do with refusals, and what the operator is told of them.
 */
final class PlayersIT {
    private static final String KEK = "000102030405060708090a0b0c0d0e0f";
    private static final String BOTH_KEYS = "kid.0=%5Evideo&kid.1=%5Eaudio";

    /** What each player says of a licence that is refused, with 401 and with 400; the native form says the status. */
    private static final ImmutableMap<String, List<String>> REFUSALS = ImmutableMap.of(
            "shaka", List.of("error 6007", "error 6007"),
            "dash", List.of("error 114", "error 114"),
            "hls", List.of("error keySystemLicenseRequestFailed", "error keySystemLicenseRequestFailed"),
            "videojs", List.of("error 5", "error 5"),
            "native", List.of("error 401", "error 400"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> cases = new ArrayList<>();
    private final Map<String, String> expected = new TreeMap<>();

    @TempDir
    private Path data;

    private RunningService service;
    private String authenticator;

    @Test
    void clipWithTwoKeys_playsInEachPlayer_andRefusalsAreExplained() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "there is no Chromium on the path, and -Dsymbolon.chromium names none");
        assumeTrue(PlayerLibraries.canBeFetched(), "there is no npm to fetch the players with");
        Path libraries = PlayerLibraries.fetch();
        try (RunningService started = RunningService.start(data)) {
            service = started;
            authenticator = authenticator();
            EncryptedClip.Key video = store("video");
            EncryptedClip.Key audio = store("audio");
            String both = licenseUrl(BOTH_KEYS);
            expectToPlay(both);
            expectRefusals();
            Map<String, EncryptedClip> clips = Maps.transformValues(
                    Map.of("cenc", Scheme.CENC, "cbcs", Scheme.CBCS, "aes-128", Scheme.AES_128),
                    scheme -> EncryptedClip.of(scheme, video, audio, Optional.of(both)));
            Map<String, String> texts = Map.of("/cases", cases.toString(), "/keyids.json", keyIds(video, audio));
            try (PlayerSite site = new PlayerSite(libraries, Map.copyOf(clips), texts);
                    Chromium browser = Chromium.show(program.get(), data, site.url())) {
                Map<String, String> outcomes =
                        Splitter.on('\n').withKeyValueSeparator(": ").split(site.report());
                assertTrue(browser.isAlive(), "it ended by itself");
                assertEquals(expected, new TreeMap<>(outcomes));
            }
            for (String player : REFUSALS.keySet()) {
                assertTrue(record(player + "-ended").contains("\"code\":-4010"), player);
                assertTrue(record(player + "-ended").contains("The player kept the licence URL"), player);
                assertTrue(record(player + "-missing").contains("\"code\":-8007"), player);
                assertTrue(record(player + "-missing").contains(audio.kid().toString()), player);
            }
            assertTrue(explained(record("dash-missing")).contains(audio.kid().toString()));
        }
    }

    /** The variants are those of {@code case.html}. */
    private void expectToPlay(String both) {
        for (String player : REFUSALS.keySet()) {
            expect(player, "url", both, "playing");
        }
        for (String player : List.of("shaka", "dash", "hls", "videojs")) {
            expect(player, "header", both, "playing");
        }
        for (String player : List.of("shaka", "dash")) {
            expect(player, "manifest", both, "playing");
        }
        for (String player : List.of("shaka", "hls", "videojs")) {
            expect(player, "bytes", both, "playing");
        }
    }

    private void expectRefusals() throws Exception {
        for (Map.Entry<String, List<String>> refusal : REFUSALS.entrySet()) {
            String player = refusal.getKey();
            String ended = licenseUrl(BOTH_KEYS + "&expirationTime=%2B1&cookie=" + player + "-ended");
            expect(player, "url", ended, refusal.getValue().get(0));
            String videoOnly = licenseUrl("kid.0=%5Evideo&cookie=" + player + "-missing");
            expect(player, "url", videoOnly, refusal.getValue().get(1));
        }
    }

    private void expect(String player, String variant, String url, String outcome) {
        String name = cases.size() + " " + player + " " + variant;
        cases.add("{\"name\":\"%s\",\"player\":\"%s\",\"variant\":\"%s\",\"url\":\"%s\"}"
                .formatted(name, player, variant, url));
        expected.put(name, outcome);
    }

    /** Initialization data of the type {@code keyids} (Encrypted Media Extensions, "keyids"). */
    private static String keyIds(EncryptedClip.Key... keys) {
        return Stream.of(keys)
                .map(key -> "\""
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(key.kid().bytes()) + "\"")
                .collect(Collectors.joining(",", "{\"kids\":[", "]}"));
    }

    /** Of the demo account, as the first start prints it. */
    private String authenticator() throws Exception {
        Matcher printed =
                Pattern.compile("customerAuthenticator=([0-9]+,[0-9a-f]{32})").matcher(service.errors());
        assertTrue(printed.find(), service.errors());
        return printed.group(1);
    }

    /** Has the key storage make a key. */
    private EncryptedClip.Key store(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port
                        + "/keystore/keys?customerAuthenticator=" + authenticator + "&kek=" + KEK))
                .POST(HttpRequest.BodyPublishers.ofString("{\"kid\":\"^" + name + "\"}"))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        Matcher key = Pattern.compile("\"k\":\"([0-9a-f]{32})\"").matcher(answer.body());
        assertTrue(key.find(), answer.body());
        return new EncryptedClip.Key(KeyId.ofString(name), ContentKey.of(Hex.decode(key.group(1))));
    }

    private String licenseUrl(String query) throws Exception {
        HttpResponse<String> answer =
                service.send("/hms/ck/token?customerAuthenticator=" + authenticator + "&kek=" + KEK + "&" + query);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    /** The refusal of a token with this cookie; records are written behind the answers. */
    private String record(String cookie) throws Exception {
        for (int attempts = 0; attempts < 100; attempts++) {
            String records = service.send(
                            "/cmiapi/getrecord/?customerAuthenticator=" + authenticator + "&cookie=" + cookie)
                    .body();
            Optional<String> refused = Lists.reverse(Splitter.on("{\"time\"").splitToList(records)).stream()
                    .filter(record -> record.contains("\"outcome\":\"refused\""))
                    .findFirst();
            if (refused.isPresent()) {
                return refused.get();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no refusal of " + cookie);
    }

    /** What {@code symbolon explain} says of a record. */
    private String explained(String record) {
        Matcher reference = Pattern.compile("\"reference\":\"([0-9a-f]{32})\"").matcher(record);
        assertTrue(reference.find(), record);
        Launcher.Result explained = Launcher.run(data, "explain", reference.group(1));
        assertEquals(0, explained.code(), explained.err());
        return explained.out();
    }
}
