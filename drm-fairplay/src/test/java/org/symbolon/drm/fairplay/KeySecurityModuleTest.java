package org.symbolon.drm.fairplay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.internal.runtime.PluginFolder;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.testing.Bits;
import org.symbolon.testing.TestClaims;

/** Modules of others, from a jar in the plug-in folder, which sees no more than such a jar may. */
final class KeySecurityModuleTest {
    private static final byte[] SECOND_KEY = Bits.counting(0x81, 16);
    private static final TokenClaims TWO_KEYS = TestClaims.builder(FairPlayPlugin.ID, Ksm.NOW)
            .addKey(KeyId.ofString("one"), ContentKey.of(Ksm.CONTENT_KEY))
            .addKey(KeyId.ofString("two"), ContentKey.of(SECOND_KEY))
            .build();
    private static final Keys KEYS = Keys.make(1024);
    private static final FairPlayPolicy RENTAL =
            Ksm.rules().rentalDuration(Duration.ofSeconds(60)).build();

    @TempDir
    private static Path folder;

    private static PluginFolder plugins;
    private static Ksm ksm;

    /** The module's SPC is the version, four bytes, and the asset id, which ends with a zero byte. */
    private static String source(String name, String versions) {
        return """
                package org.example.ksm;

                import com.google.common.collect.ImmutableMap;
                import com.google.common.collect.ImmutableSet;
                import java.util.Arrays;
                import org.symbolon.core.error.Explanation;
                import org.symbolon.core.value.Hex;
                import org.symbolon.drm.fairplay.KeySecurityModule;
                import org.symbolon.drm.fairplay.SpcRequest;

                public final class NAME implements KeySecurityModule {
                    @Override public ImmutableSet<Integer> spcVersions() { return ImmutableSet.of(VERSIONS); }

                    @Override public byte[] ckc(SpcRequest request) {
                        byte[] spc = request.spc();
                        int end = 8;
                        while (spc[end] != 0) { end++; }
                        String asset = new String(spc, 8, end - 8);
                        request.addDeviceFacts(ImmutableMap.of("asset", asset));
                        SpcRequest.ApplicationCredential credential = request.credentials().get(0);
                        switch (asset) {
                            case "refuse": throw request.refusal(Explanation.of("A rule.", "a", "b", "A cause."));
                            case "forged": throw request.untrustedDevice(Explanation.of("A rule.", "a", "b", "A cause."));
                            case "throw": throw new IllegalStateException(Hex.encode(credential.ask()));
                            case "link": throw new NoClassDefFoundError(Hex.encode(credential.ask()));
                            case "null": return null;
                            case "empty": return new byte[0];
                            case "stateless": request.playbackStateIsMissing(); break;
                            default: break;
                        }
                        return String.join(" ",
                                Integer.toString(request.version()),
                                Hex.encode(request.contentKey(asset.getBytes()).reveal()),
                                Hex.encode(request.iv()),
                                request.lease().toString(),
                                request.rental().toString(),
                                credential.certificate().getSubjectX500Principal().getName(),
                                Integer.toString(credential.privateKey().getModulus().bitLength())).getBytes();
                    }
                }
                """.replace("NAME", name).replace("VERSIONS", versions);
    }

    @BeforeAll
    static void install() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("source"));
        List<String> names = List.of("Newer", "Older", "Same", "Nothing");
        for (String name : names) {
            String versions = name.equals("Older") ? "1" : name.equals("Nothing") ? "" : "2, 3";
            Files.writeString(sources.resolve(name + ".java"), source(name, versions));
        }
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                Stream.concat(
                                                Stream.of("-d", folder.toString(), "-proc:none"),
                                                names.stream()
                                                        .map(name -> sources.resolve(name + ".java")
                                                                .toString()))
                                        .toArray(String[]::new)));
        plugins = PluginFolder.at(jar("newer", "Newer"), KeySecurityModuleTest.class.getClassLoader());
        ksm = Ksm.with(context(plugins), KEYS.credential()).with(RENTAL);
    }

    @AfterAll
    static void close() {
        plugins.close();
    }

    /** A plug-in folder with a jar that names modules. */
    private static Path jar(String place, String... modules) throws IOException {
        Path there = Files.createDirectories(folder.resolve(place));
        try (OutputStream out = Files.newOutputStream(there.resolve("module.jar"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/services/" + KeySecurityModule.class.getName()));
            for (String module : modules) {
                zip.write(("org.example.ksm." + module + "\n").getBytes(UTF_8));
            }
            for (String module : modules) {
                String entry = "org/example/ksm/" + module + ".class";
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(Files.readAllBytes(folder.resolve(entry)));
            }
        }
        return there;
    }

    private static DrmContext context(PluginFolder installed) {
        return new DrmContext() {
            @Override
            public Settings settings() {
                return Ksm.CONTEXT.settings();
            }

            @Override
            public InstantSource clock() {
                return Ksm.CONTEXT.clock();
            }

            @Override
            public SecureRandom random() {
                return Ksm.CONTEXT.random();
            }

            @Override
            public <S> ImmutableList<S> services(Class<S> service) {
                return service.equals(KeySecurityModule.class)
                        ? installed.services(service)
                        : Ksm.CONTEXT.services(service);
            }
        };
    }

    private static byte[] spc(int version, String asset) {
        byte[] spc = Arrays.copyOf(Ints.toByteArray(version), 400);
        byte[] name = asset.getBytes(UTF_8);
        System.arraycopy(name, 0, spc, 8, name.length);
        return spc;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void installedModule_answersTheVersionsThatItNames(int version) {
        License license = ksm.license(spc(version, "film"));
        assertEquals(
                version + " " + Hex.encode(Ksm.CONTENT_KEY) + " " + Hex.encode(Ksm.CONTENT_IV)
                        + " Optional.empty Optional[PT1M] O=for tests only,CN=Symbolon simulated device 1024",
                new String(Ksm.bytes(license), UTF_8));
        assertEquals("{asset=film}", license.device().toString());
    }

    @Test
    void severalKeys_areChosenByTheAssetIdThatTheModuleFinds() {
        Ksm two = ksm.with(TWO_KEYS);
        assertTrue(new String(two.ckc(spc(2, "two")), UTF_8).contains(Hex.encode(SECOND_KEY)));
        assertEquals(-6004, two.outcome(spc(2, "three")));
    }

    @Test
    void version1_isAnsweredByThePluginsOwn() {
        byte[] ckc = ksm.ckc(new HandmadeSpc(KEYS).toBytes());
        assertArrayEquals(Ksm.CONTENT_KEY, HandmadeCkc.open(ckc).contentKey());
        assertEquals(-6004, ksm.outcome(spc(4, "film")));
    }

    @Test
    void refusalOfTheModule_hasItsExplanationAndFacts() {
        LicenseRefusedException refusal =
                assertThrows(LicenseRefusedException.class, () -> ksm.license(spc(2, "refuse")));
        assertEquals(-6004, refusal.violations().get(0).code().number());
        assertEquals("A rule.", refusal.explanation().rule());
        assertEquals("{asset=refuse}", refusal.device().toString());
        assertEquals(-4001, ksm.outcome(spc(2, "forged")));
    }

    @Test
    void deviceWithoutPlaybackState_isServedWithoutDurationsByDefault() {
        License license = ksm.license(spc(3, "stateless"));
        assertEquals(
                "not sent, because there is no media playback state",
                license.device().get("durations"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throw", "link", "null", "empty"})
    void moduleThatFails_isARefusalThatShowsNothingOfIt(String asset) {
        LicenseRefusedException refusal = assertThrows(LicenseRefusedException.class, () -> ksm.license(spc(2, asset)));
        assertEquals(-6004, refusal.violations().get(0).code().number());
        assertTrue(refusal.explanation().expected().contains("org.example.ksm.Newer"));
        assertNull(refusal.getCause());
        String shown = refusal + " " + refusal.explanation() + refusal.violations();
        assertFalse(shown.contains(Hex.encode(KEYS.ask().reveal())), shown);
    }

    @Test
    void moduleForVersion1_takesThePlaceOfOurs_butNotForTheSimulator() throws IOException {
        DeviceSimulator simulator = new FairPlayPlugin().simulator(Ksm.CONTEXT, 1024);
        Credential simulated = Keys.credential(simulator.credential());
        try (PluginFolder older =
                PluginFolder.at(jar("older", "Older"), getClass().getClassLoader())) {
            Ksm replaced = Ksm.with(context(older), KEYS.credential(), simulated);
            assertTrue(new String(replaced.ckc(spc(1, "film")), UTF_8).startsWith("1 "));
            DeviceSimulator.Exchange exchange = simulator.begin(simulated, "raw");
            assertEquals(
                    ImmutableList.of(ContentKey.of(Ksm.CONTENT_KEY)),
                    exchange.open(replaced.ckc(exchange.challenge())).keys());
        }
    }

    @Test
    void twoModulesForOneVersion_orOneForNone_stopTheStart() throws IOException {
        assertStops(jar("two", "Newer", "Same"), "two key security modules for SPCs of version 2");
        assertStops(jar("none", "Nothing"), "org.example.ksm.Nothing names no version");
    }

    private static void assertStops(Path place, String message) {
        try (PluginFolder wrong = PluginFolder.at(place, KeySecurityModuleTest.class.getClassLoader())) {
            DrmContext context = context(wrong);
            PluginException refused = assertThrows(PluginException.class, () -> new FairPlayPlugin().create(context));
            assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
        }
    }
}
