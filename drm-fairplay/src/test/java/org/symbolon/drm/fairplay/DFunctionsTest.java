package org.symbolon.drm.fairplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmContext;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.settings.Settings;
import org.symbolon.drm.fairplay.crypto.Rsa;

/** How D functions are found, and what happens if one fails. */
final class DFunctionsTest {
    private static final String SECRET = "the secret of a D function";
    private static final Keys KEYS = Keys.make(1024);

    @TempDir
    private Path folder;

    /** Throws an exception whose message must not be shown. */
    public static final class Throwing implements DFunction {
        @Override
        public byte[] derive(byte[] r2, byte[] ask) {
            throw new IllegalStateException(SECRET + Arrays.toString(ask));
        }
    }

    /** Lacks a class that it was compiled with. */
    public static final class Incomplete implements DFunction {
        @Override
        public byte[] derive(byte[] r2, byte[] ask) {
            throw new NoClassDefFoundError(SECRET);
        }
    }

    /** Returns too few bytes. */
    public static final class TooShort implements DFunction {
        @Override
        public byte[] derive(byte[] r2, byte[] ask) {
            return new byte[15];
        }
    }

    /** Changes the arrays that it is given, and returns the right key. */
    public static final class Changing implements DFunction {
        @Override
        public byte[] derive(byte[] r2, byte[] ask) {
            byte[] key = new TestDFunction().derive(r2, ask);
            Arrays.fill(ask, (byte) 0);
            Arrays.fill(r2, (byte) 0);
            return key;
        }
    }

    /** A context in which these D functions are installed and no others. */
    private DrmContext installed(Class<?>... functions) throws IOException {
        Path services = Files.writeString(
                folder.resolve("services"),
                Stream.of(functions).map(Class::getName).collect(Collectors.joining("\n")));
        List<URL> found = ImmutableList.of(services.toUri().toURL());
        return Ksm.CONTEXT.withLoader(new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.endsWith(DFunction.class.getName())
                        ? Collections.enumeration(found)
                        : super.getResources(name);
            }
        });
    }

    private Ksm ksm(Class<?>... functions) throws IOException {
        return Ksm.with(installed(functions), KEYS.credential());
    }

    @Test
    void noDFunction_startsAndServesTheSimulatorAlone() throws IOException {
        DeviceSimulator simulator = new FairPlayPlugin().simulator(installed()).orElseThrow();
        Credential simulated = Keys.credential(simulator.credential());
        Ksm both = Ksm.with(installed(), KEYS.credential(), simulated);

        assertEquals(0, both.outcome(simulator.begin(simulated, "raw").challenge()));
        assertEquals(-6004, both.outcome(new HandmadeSpc(KEYS).toBytes()));
        Credential real = KEYS.credential();
        assertThrows(InvalidCredentialException.class, () -> simulator.begin(real, "raw"));
    }

    @Test
    void twoDFunctions_stopTheStart() throws IOException {
        DrmContext two = installed(TestDFunction.class, TooShort.class);
        PluginException refused = assertThrows(PluginException.class, () -> new FairPlayPlugin().create(two));
        assertTrue(String.valueOf(refused.getMessage()).contains(TestDFunction.class.getName()));
        assertTrue(String.valueOf(refused.getMessage()).contains(TooShort.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(classes = {Throwing.class, Incomplete.class, TooShort.class})
    void dFunctionThatFails_isARefusalThatShowsNothingOfIt(Class<?> function) throws IOException {
        Ksm ksm = ksm(function);
        byte[] spc = new HandmadeSpc(KEYS).toBytes();
        LicenseRefusedException refused = assertThrows(LicenseRefusedException.class, () -> ksm.license(spc));

        DeviceSimulator simulator =
                new FairPlayPlugin().simulator(installed(function)).orElseThrow();
        Credential credential = KEYS.credential();
        assertThrows(InvalidCredentialException.class, () -> simulator.begin(credential, "raw"));
        assertEquals(-6004, ksm.outcome(spc));
        assertNull(refused.getCause());
        assertFalse((refused + " " + refused.explanation() + refused.violations()).contains(SECRET));
    }

    @Test
    void dFunctionThatChangesWhatItIsGiven_changesNothing() throws IOException {
        Ksm ksm = ksm(Changing.class);
        byte[] spc = new HandmadeSpc(KEYS).toBytes();
        assertEquals(0, ksm.outcome(spc));
        assertEquals(0, ksm.outcome(spc));
    }

    @Test
    void rsaProvider_isOneThatTheJvmHas() {
        Settings settings = Ksm.CONTEXT.settings();
        DrmContext sun = Ksm.CONTEXT.withSettings(settings.with(Rsa.PROVIDER, "SunJCE"));
        DrmContext none = Ksm.CONTEXT.withSettings(settings.with(Rsa.PROVIDER, "Nobody"));

        Ksm ksm = Ksm.with(sun, KEYS.credential());
        assertEquals(0, ksm.outcome(new HandmadeSpc(KEYS).toBytes()));
        assertThrows(PluginException.class, () -> new FairPlayPlugin().create(none));
    }
}
