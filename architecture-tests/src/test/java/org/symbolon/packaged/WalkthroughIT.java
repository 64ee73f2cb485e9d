package org.symbolon.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.WrappedKey;

/** Does what the documents for authors of plug-ins and for embedders say, to the letter. */
@DisabledIfSystemProperty(named = Jdks.SWITCH, matches = "oldest", disabledReason = "what is built does not differ")
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
final class WalkthroughIT {
    private static AuthorsMaven maven;

    @TempDir
    private Path parent;

    @BeforeAll
    static void installModules() throws IOException {
        maven = new AuthorsMaven(Path.of("target", "walkthrough").toAbsolutePath());
    }

    @Test
    void plugin_isBuiltAndTested_andMakesLicencesForTwoKeys() throws Exception {
        PrintedProject project = new PrintedProject("writing-a-plugin.md", parent, "example-drm");
        project.writeFiles();
        List<String> commands = project.commands();
        int serve = commands.indexOf(Launcher.ROOT + "/symbolon serve");
        StringBuilder shown = new StringBuilder();
        commands.subList(0, serve).forEach(line -> shown.append(maven.run(line, project.folder())));
        assertTrue(shown.toString().contains("Example") && shown.toString().contains("quality"), shown.toString());
        Matcher authenticator = Pattern.compile("201722,[0-9a-f]{32}").matcher(shown);
        assertTrue(authenticator.find(), shown.toString());

        List<String> requests = commands.subList(serve + 1, commands.size());
        assertEquals(2, requests.size(), requests.toString());
        try (RunningService service = RunningService.start(project.folder().resolve("data"))) {
            String target = quoted(requests.get(0)).replaceFirst("^http://127.0.0.1:8080", "");
            String url = service.send(
                            target.replace("<printed>", authenticator.group()).replace("^", "%5E"))
                    .body();
            String device = quoted(requests.get(1));
            String licence = service.post(url.replaceFirst("^http://[^/]*", ""), device);
            assertEquals(keysIn(target), keysOfLicence(licence, device), licence);
        }
    }

    private static String quoted(String command) {
        return command.replaceFirst("[^']*'([^']*)'.*", "$1");
    }

    /** The quality of each key that a request names, and the key. */
    private static ImmutableList<String> keysIn(String request) {
        return Pattern.compile("&contentKey\\.\\d=([0-9a-f]{32})&quality\\.\\d=(\\d)")
                .matcher(request)
                .results()
                .map(key -> key.group(2) + " " + key.group(1))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<String> keysOfLicence(String licence, String device) {
        KeyEncryptionKey deviceKey = deviceKey(device.getBytes(StandardCharsets.US_ASCII));
        return licence.lines()
                .map(line -> line.split(" "))
                .map(key -> key[0] + " "
                        + deviceKey
                                .unwrap(WrappedKey.of(Hex.decode(key[1])))
                                .map(ContentKey::reveal)
                                .map(Hex::encode)
                                .orElse("a key under another one"))
                .collect(ImmutableList.toImmutableList());
    }

    private static KeyEncryptionKey deviceKey(byte[] device) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Hex.decode("00112233445566778899aabbccddeeff"), "HmacSHA256"));
            return KeyEncryptionKey.of(Arrays.copyOf(mac.doFinal(device), 16));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void embedding_issuesAndRedeems_inMemory_inAFolder_andAsAModule() throws IOException {
        PrintedProject project = new PrintedProject("embedding.md", parent, "storefront");
        project.writeFiles();
        List<String> commands = project.commands();
        long runs = commands.stream()
                .map(line -> maven.run(line, project.folder()))
                .filter(out -> out.contains("the player gets https://wv.service.example.com/hms/wv/rights/")
                        && out.contains("no licence: [-"))
                .count();
        assertEquals(3, runs, commands.toString());
    }
}
