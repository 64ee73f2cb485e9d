package org.symbolon.frozen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.credential.CredentialId;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;

/**
 * A plug-in that was compiled against a frozen copy of plug-in interface 3 works with the current classes, from the
 * plug-in folder. The copy, {@code plugin-interface-3.jar}, has the class files of the SPI packages as they were when
 * the interface was published; it is never made anew.
 */
final class FrozenInterfaceTest {
    private static final String KID = "b366360da82e9c6e0b0984002a362cf2";
    private static final CustomerAuthenticator CALLER =
            CustomerAuthenticator.parse("7,1ad8eed133edf43cbcc185f0236828ae").value();
    private static final LicenseEndpoint ENDPOINT = new LicenseEndpoint(new DrmId("frz"), Environment.PRODUCTION);

    @TempDir
    private Path data;

    private Symbolon open() throws IOException {
        jar(Files.createDirectories(data.resolve("plugins")).resolve("frozen.jar"), compile());
        Symbolon symbolon = SymbolonLoader.of(Settings.inFolder(data), ImmutableList.of(), ImmutableSet.of())
                .open(StoreAccess.SETUP);
        symbolon.accounts()
                .change(
                        CALLER.account(),
                        none -> Account.builder()
                                .id(CALLER.account())
                                .putOptions(ENDPOINT.drm(), DrmOption.ENABLED)
                                .addAuthenticators(
                                        Authenticator.of(CALLER.account(), Environment.PRODUCTION, CALLER.secret()))
                                .build());
        return symbolon;
    }

    /** Only the frozen interface and Guava are on the class path of the compiler. */
    private Path compile() throws IOException {
        Path source = Files.createDirectories(data.resolve("source")).resolve("FrozenPlugin.java");
        Files.write(source, Resources.toByteArray(Resources.getResource("frozen/FrozenPlugin.java")));
        Path frozen = data.resolve("plugin-interface-3.jar");
        Files.write(frozen, Resources.toByteArray(Resources.getResource("frozen/plugin-interface-3.jar")));
        Path guava = Path.of(ImmutableList.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path classes = Files.createDirectories(data.resolve("classes"));
        List<String> arguments = List.of(
                "-proc:none",
                "--release",
                "17",
                "-cp",
                frozen + ":" + guava,
                "-d",
                classes.toString(),
                source.toString());
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        return classes;
    }

    private static void jar(Path jar, Path classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path type : compiled.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new ZipEntry(classes.relativize(type).toString()));
                Files.copy(type, entries);
            }
            entries.putNextEntry(new ZipEntry("META-INF/services/org.symbolon.core.drm.DrmPlugin"));
            entries.write("org.example.frozen.FrozenPlugin".getBytes(UTF_8));
        }
    }

    private static IssuedToken issue(Symbolon symbolon, String... more) {
        RequestParameters.Builder parameters =
                RequestParameters.builder().add("customerAuthenticator", CALLER.reveal());
        for (int i = 0; i < more.length; i += 2) {
            parameters.add(more[i], more[i + 1]);
        }
        return symbolon.issuer()
                .issue(TokenRequest.of(ENDPOINT.drm(), Caller.of(Environment.PRODUCTION), parameters.build()));
    }

    private static String text(DrmAnswer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void plugin_usesEverythingThatTheInterfaceHasRoomFor() throws IOException {
        try (Symbolon symbolon = open()) {
            NewCredential made = symbolon.drms()
                    .find(ENDPOINT.drm())
                    .orElseThrow()
                    .credentialKind()
                    .orElseThrow()
                    .read(ImmutableMap.of("password", "secret".getBytes(UTF_8)));
            symbolon.credentials().put(CredentialId.of(CALLER.account(), ENDPOINT.drm(), made.name()), made.secret());

            IssuedToken issued = issue(
                    symbolon,
                    "kid.0",
                    KID,
                    "contentKey.0",
                    "0".repeat(32),
                    "level.0",
                    "3",
                    "kid.2",
                    "^audio",
                    "contentKey.2",
                    "1".repeat(32),
                    "level",
                    "5",
                    "deviceId",
                    "tv-1");
            DrmAnswer answer = issued.answer().orElseThrow();
            assertEquals("application/json", answer.mediaType());
            assertTrue(text(answer).contains(issued.licenseUrl())
                    && text(answer).contains(issued.token().text()));

            assertTrue(text(symbolon.redeem(ENDPOINT, issued.token(), Challenge.of("tv-1".getBytes(UTF_8)))
                            .answer())
                    .matches("hello 1 " + KID + "=3 [0-9a-f]{32}=5"));
            assertFault(-9403, symbolon, issued.token(), "tv-2");
            assertEquals(
                    "television",
                    symbolon.simulator(ENDPOINT.drm())
                            .orElseThrow()
                            .credential()
                            .name());
            assertFault(-4010, symbolon, new SealedToken("nothing"), "tv-1");
        }
    }

    private static void assertFault(int code, Symbolon symbolon, SealedToken token, String device) {
        RedemptionRefusedException refusal = assertThrows(
                RedemptionRefusedException.class,
                () -> symbolon.redeem(ENDPOINT, token, Challenge.of(device.getBytes(UTF_8))));
        DrmAnswer fault = refusal.answer().orElseThrow();
        assertEquals(500, fault.status().orElseThrow());
        assertEquals(
                "<soap:Fault><faultstring>" + code + " " + refusal.reference() + "</faultstring></soap:Fault>",
                text(fault));
    }

    @Test
    void violation_namesTheNumberedParameter() throws IOException {
        try (Symbolon symbolon = open()) {
            TokenRefusedException refusal = assertThrows(
                    TokenRefusedException.class,
                    () -> issue(symbolon, "kid.0", KID, "contentKey.0", "0".repeat(32), "level.0", "0"));
            Violation first = refusal.violations().get(0);
            assertEquals(-9402, first.code().number());
            assertEquals("level.0", first.parameter().orElseThrow());
        }
    }
}
