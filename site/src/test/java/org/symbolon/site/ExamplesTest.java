package org.symbolon.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.Symbolon;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.SealedToken;
import org.symbolon.http.HttpService;

/** Runs the examples of the documents as their readers do, against one service. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final AccountId ACCOUNT = new AccountId(201722);
    private static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    private static final List<String> SH = List.of("sh");
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path folder;

    private static Symbolon symbolon;
    private static HttpService service;
    private static String url;

    /** What a program did. */
    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        Settings settings =
                HttpService.withPort(Settings.inFolder(folder.resolve("data")).with(CoreSettings.HTTP_PORT, "0"));
        symbolon = Symbolon.builder()
                .settings(settings)
                .licenseBases(CoreSettings.licenseBases(settings))
                .build();
        symbolon.accounts().change(ACCOUNT, before -> account());
        service = HttpService.start(symbolon, settings);
        url = CoreSettings.serviceUrl(settings);
    }

    private static Account account() {
        byte[] kek = new byte[16];
        new SecureRandom().nextBytes(kek);
        return Account.builder()
                .id(ACCOUNT)
                .putOptions(new DrmId("wv"), DrmOption.ENABLED)
                .addAuthenticators(Authenticator.of(
                        ACCOUNT,
                        Environment.PRODUCTION,
                        AuthenticatorSecret.parse(SECRET).orElseThrow()))
                .sealedKek(symbolon.managedKeks().seal(ACCOUNT, KeyEncryptionKey.of(kek)))
                .build();
    }

    @AfterAll
    static void end() {
        service.close();
        symbolon.close();
    }

    private static Run run(List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "example", ".out");
        Path err = Files.createTempFile(folder, "example", ".err");
        ProcessBuilder program =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        program.environment().putAll(Map.of("SYMBOLON_URL", url, "SYMBOLON_AUTHENTICATOR", ACCOUNT + "," + SECRET));
        Process process = program.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void assumeThereIs(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assumeTrue(process.waitFor() == 0, program + " does not run here, so its example was not run");
        } catch (IOException none) {
            assumeTrue(false, "there is no " + program + " here, so its example was not run");
        }
    }

    private static List<String> command(List<String> interpreter, String file, String... arguments) {
        List<String> command = new ArrayList<>(interpreter);
        command.add(EXAMPLES.resolve(file).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    static Stream<Arguments> storefronts() {
        // Without the slower compiler, which a short program does not need.
        List<String> java =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1");
        return Stream.of(
                Arguments.of("curl", SH, "storefront.sh"),
                Arguments.of("python3", List.of("python3"), "storefront.py"),
                Arguments.of("node", List.of("node"), "storefront.mjs"),
                Arguments.of("php", List.of("php"), "storefront.php"),
                Arguments.of("curl", java, "Storefront.java"));
    }

    @ParameterizedTest
    @MethodSource("storefronts")
    void storefront_getsALicenceUrl_andSaysWhyItGetsNone(String needed, List<String> interpreter, String file)
            throws Exception {
        assumeThereIs(needed);
        assumeThereIs("curl"); // Which stores the key.
        run(command(SH, "packager.sh", "^" + file));

        Run granted = run(command(interpreter, file, "^" + file, "viewer-7"));
        assertEquals(0, granted.exitCode(), granted.err());
        String begin = url + "/hms/wv/rights/?ExpressPlayToken=";
        assertTrue(granted.out().startsWith(begin), granted.out());
        SealedToken token = new SealedToken(granted.out().strip().substring(begin.length()));
        assertEquals(
                Optional.of("viewer-7"),
                symbolon.inspect(token).orElseThrow().claims().cookie());

        Run refused = run(command(interpreter, file, "^nothing", "viewer-7"));
        assertNotEquals(0, refused.exitCode());
        assertEquals("", refused.out());
        assertTrue(refused.err().contains("-4019"), refused.err());
    }

    @Test
    void packager_storesAKeyOnce() throws Exception {
        assumeThereIs("curl");
        Run stored = run(command(SH, "packager.sh", "^film"));
        assertTrue(stored.out().matches("key_id=[0-9a-f]{32}:key=[0-9a-f]{32}\n"), stored.toString());
        Run again = run(command(SH, "packager.sh", "^film"));
        assertEquals("", again.out());
        assertTrue(again.exitCode() == 1 && again.err().contains("status 200"), again.err());
    }
}
