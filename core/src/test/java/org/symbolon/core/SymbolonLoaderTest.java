package org.symbolon.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.internal.runtime.PluginJars;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

class SymbolonLoaderTest {
    @TempDir
    private Path data;

    private FakeStoreProvider.Place place;
    private String url;

    @BeforeEach
    void begin() {
        url = "fake:" + data;
        place = FakeStoreProvider.place(url);
        System.clearProperty("closed.aa");
    }

    private void plugin(String id, String jar) throws IOException {
        PluginJars.plugin(id, "\"Plug-in\"").write(data.resolve("plugins").resolve(jar));
    }

    private Settings settings() {
        return Settings.read(data, Optional.empty(), Map.of()).with(CoreSettings.STORE_URL, url);
    }

    private SymbolonLoader loader() {
        return SymbolonLoader.of(settings(), ImmutableList.of(), ImmutableSet.of("elsewhere"));
    }

    private static void assertRefused(Class<? extends RuntimeException> type, String message, SymbolonLoader loader) {
        RuntimeException refusal = assertThrows(type, () -> loader.open(StoreAccess.SERVICE));
        assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }

    @Test
    void drms_areKnownWithoutAStore() throws IOException {
        plugin("aa", "a.jar");
        assertEquals(ImmutableSet.of(new DrmId("aa")), loader().drms().ids());
        assertEquals(List.of(), place.opened);
    }

    @Test
    void withoutAPlugin_nothingStarts_andNoStoreIsOpened() {
        assertRefused(PluginException.class, "there is no DRM plug-in", loader());
        assertEquals(List.of(), place.opened);
    }

    @Test
    void pluginsThatCannotWorkTogether_areRefusedBeforeAStoreIsOpened() throws IOException {
        Path plugins = data.resolve("plugins");
        PluginJars.plugin("aa", "\"A\"").write(plugins.resolve("a.jar"));
        PluginJars.plugin("bb", "aa", "\"B\"").write(plugins.resolve("b.jar"));
        assertRefused(
                PluginException.class,
                "two plug-ins have the id aa; plug-ins found: aa (org.example.aa.Plugin, interface 3, in "
                        + plugins.resolve("a.jar") + "), aa (org.example.bb.Plugin, interface 3, in "
                        + plugins.resolve("b.jar") + ")",
                loader());
        assertEquals(List.of(), place.opened);
    }

    @Test
    void pluginThatFailsWhenItDescribesItself_isRefusedAndNamed() throws IOException {
        PluginJars.plugin("aa", "String.valueOf(List.of().get(0))".replace("List", "java.util.List"))
                .write(data.resolve("plugins/a.jar"));
        assertRefused(
                PluginException.class,
                "the plug-in org.example.aa.Plugin failed in displayName: java.lang.ArrayIndexOutOfBounds",
                loader());
        assertEquals(List.of(), place.opened);
    }

    @Test
    void drms_knowTheirJarsAndVersions() throws IOException {
        PluginJars.plugin("aa", "\"A\"").version("1.2.3").write(data.resolve("plugins/a.jar"));
        plugin("bb", "b.jar");
        DrmCatalogue drms = loader().drms();
        DrmDescription a = drms.find(new DrmId("aa")).orElseThrow();
        assertEquals(Optional.of(data.resolve("plugins/a.jar")), a.jar());
        assertEquals(Optional.of("1.2.3"), a.version());
        assertEquals(Optional.empty(), drms.find(new DrmId("bb")).orElseThrow().version());
    }

    @Test
    void requiredPluginThatIsMissing_isRefusedBeforeAStoreIsOpened() throws IOException {
        plugin("aa", "a.jar");
        Files.writeString(data.resolve(Settings.FILE), "plugins.required=aa,bb\n");
        assertRefused(PluginException.class, "there is no plug-in for [bb]", loader());
        assertEquals(List.of(), place.opened);
    }

    @Test
    void pluginThatCannotBeLoaded_isRefusedAtOnce() throws IOException {
        PluginJars.jar()
                .service("org.symbolon.core.drm.DrmPlugin", "org.example.NotThere")
                .write(data.resolve("plugins/broken.jar"));
        PluginException refusal = assertThrows(PluginException.class, this::loader);
        assertTrue(refusal.getMessage().contains("broken.jar"), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "symbolon.properties", "plugins", "plugins/a.jar", "plugins/b", "plugins/b/b.jar"})
    void whatOthersCanWrite_stopsTheStart(String name) throws IOException {
        assumeTrue(data.getFileSystem().supportedFileAttributeViews().contains("unix"));
        plugin("aa", "a.jar");
        plugin("bb", "b/b.jar");
        Files.writeString(data.resolve(Settings.FILE), "");
        loader();
        Path file = data.resolve(name);
        Set<PosixFilePermission> safe = Files.getPosixFilePermissions(file);
        for (PosixFilePermission more :
                new PosixFilePermission[] {PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE}) {
            Set<PosixFilePermission> unsafe = EnumSet.of(more);
            unsafe.addAll(safe);
            Files.setPosixFilePermissions(file, unsafe);
            SettingsException refusal = assertThrows(SettingsException.class, this::loader);
            assertTrue(refusal.getMessage().endsWith("chmod go-w " + file), refusal::getMessage);
        }
        Files.setPosixFilePermissions(file, safe);
        loader();
    }

    @Test
    void whatAnotherUserOwns_stopsTheStart() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
        plugin("aa", "a.jar");
        Path jar = data.resolve("plugins/a.jar");
        Files.setAttribute(jar, "unix:uid", 12_345);
        SettingsException refusal = assertThrows(SettingsException.class, this::loader);
        assertTrue(refusal.getMessage().contains("the user 12345 owns the plug-in " + jar), refusal::getMessage);
        assertTrue(refusal.getMessage().endsWith("chown 0 " + jar), refusal::getMessage);
    }

    @Test
    void settings_areCheckedBeforeAStoreIsOpened() throws IOException {
        plugin("aa", "a.jar");
        Files.writeString(data.resolve(Settings.FILE), "no.such=1\nelsewhere.any=2\n");
        assertRefused(SettingsException.class, "no.such (settings file) is no setting", loader());
        Files.writeString(data.resolve(Settings.FILE), "store.size=11\n");
        assertRefused(SettingsException.class, "store.size (settings file) must be from 1 to 10", loader());
        Files.writeString(data.resolve(Settings.FILE), "refresh.interval=never\n");
        assertRefused(SettingsException.class, "refresh.interval", loader());
        assertEquals(List.of(), place.opened);

        Files.writeString(data.resolve(Settings.FILE), "store.size=9\nelsewhere.any=2\n");
        loader().open(StoreAccess.COMMAND).close();
        assertEquals(List.of(StoreAccess.COMMAND), place.opened);
    }

    @Test
    void storeThatNoProviderCanOpen_isRefusedWithoutItsUrl() throws IOException {
        plugin("aa", "a.jar");
        Settings settings = settings().with(CoreSettings.STORE_URL, "jdbc:none:s3cr3t");
        SymbolonLoader loader = SymbolonLoader.of(settings, ImmutableList.of(), ImmutableSet.of());
        SettingsException refusal = assertThrows(SettingsException.class, () -> loader.open(StoreAccess.SERVICE));
        assertEquals("store.url names a kind of store that no provider can open", refusal.getMessage());
    }

    private static TransactionRecord old() {
        return TransactionRecord.builder()
                .kind(RecordKind.ISSUE)
                .id(RecordId.first(Instant.now().minus(Duration.ofDays(1_000))))
                .environment(Environment.PRODUCTION)
                .drm(new DrmId("aa"))
                .build();
    }

    private int records() {
        return place.stores
                .records()
                .find(RecordQuery.builder().build())
                .records()
                .size();
    }

    @Test
    void command_makesNoKeyRing_andRemovesNoRecords() throws Exception {
        plugin("aa", "a.jar");
        place.stores.records().add(ImmutableList.of(old()));
        try (Symbolon symbolon = loader().open(StoreAccess.COMMAND)) {
            assertEquals(Optional.empty(), symbolon.keyRing().read());
            Thread.sleep(400);
        }
        assertEquals(Optional.empty(), place.stores.keyRing().read());
        assertEquals(1, records());
        assertEquals(List.of(StoreAccess.COMMAND), place.opened);
    }

    @Test
    void service_makesAKeyRing_andRemovesOldRecords() throws Exception {
        plugin("aa", "a.jar");
        place.stores.records().add(ImmutableList.of(old()));
        try (Symbolon symbolon = loader().open(StoreAccess.SERVICE)) {
            assertTrue(symbolon.keyRing().read().isPresent());
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (records() > 0 && System.nanoTime() < end) {
                Thread.sleep(5);
            }
        }
        assertEquals(0, records());
        assertEquals(List.of(StoreAccess.SERVICE), place.opened);
    }

    @Test
    void close_closesPluginsAndStores() throws IOException {
        plugin("aa", "a.jar");
        Symbolon symbolon = loader().open(StoreAccess.SERVICE);
        assertNull(System.getProperty("closed.aa"));
        assertEquals(0, place.closed);
        symbolon.close();
        assertEquals("true", System.getProperty("closed.aa"));
        assertEquals(1, place.closed);
    }

    @Test
    void openThatFails_closesWhatItOpened() throws IOException {
        plugin("aa", "a.jar");
        place.failsToRead = true;
        assertRefused(StoreUnavailableException.class, "cannot be read", loader());
        assertEquals(1, place.closed);
        assertEquals("true", System.getProperty("closed.aa"));
    }

    @Test
    void openThatFails_andACloseThatFailsToo_showsTheFirstFailure() throws IOException {
        plugin("aa", "a.jar");
        place.failsToRead = true;
        place.failsToClose = true;
        StoreUnavailableException failure =
                assertThrows(StoreUnavailableException.class, () -> loader().open(StoreAccess.SERVICE));
        assertEquals("cannot be read", failure.getMessage());
        assertEquals("cannot be closed", failure.getSuppressed()[0].getMessage());
    }

    @Test
    void storeThatCannotBeOpened_closesNothingButTheJars() throws IOException {
        plugin("aa", "a.jar");
        place.failsToOpen = true;
        assertRefused(StoreUnavailableException.class, "cannot be opened", loader());
        assertEquals(0, place.closed);
        assertFalse(Boolean.getBoolean("closed.aa"), "no working part was created");
    }

    @Test
    void closeOfStoresThatFails_stillClosesThePlugins() throws IOException {
        plugin("aa", "a.jar");
        Symbolon symbolon = loader().open(StoreAccess.SERVICE);
        place.failsToClose = true;
        assertThrows(IllegalStateException.class, symbolon::close);
        assertEquals("true", System.getProperty("closed.aa"));
    }
}
