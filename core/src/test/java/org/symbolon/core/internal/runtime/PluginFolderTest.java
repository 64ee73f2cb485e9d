package org.symbolon.core.internal.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.PluginException;

class PluginFolderTest {
    private static final ClassLoader APPLICATION = PluginFolderTest.class.getClassLoader();
    private static final String SERVICE = "org.symbolon.core.drm.DrmPlugin";

    @TempDir
    private Path folder;

    private PluginFolder plugins = PluginFolder.none(APPLICATION);

    @AfterEach
    void close() {
        plugins.close();
    }

    private ImmutableList<DrmPlugin> found() {
        plugins = PluginFolder.at(folder, APPLICATION);
        return plugins.services(DrmPlugin.class);
    }

    private List<String> names() {
        return found().stream().map(DrmPlugin::displayName).toList();
    }

    private static String library(String version) {
        return "package lib; public final class Library { public static final String VERSION = new String(\"" + version
                + "\"); }";
    }

    @Test
    void services_ofAFolderThatIsNotThereOrHasNoJars_areThoseOfTheClassPath() throws IOException {
        Files.writeString(folder.resolve("readme.txt"), "no jar");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("folder.jar"));
        assertEquals(List.of(), found());
        assertEquals(
                List.of(),
                PluginFolder.at(folder.resolve("absent"), APPLICATION).services(DrmPlugin.class));
        assertEquals(
                List.of(),
                PluginFolder.at(folder.resolve("readme.txt"), APPLICATION).services(DrmPlugin.class));
    }

    @Test
    void services_areThoseOfTheClassPath_thenOfTheJars_thenOfTheSubFolders_inTheOrderOfTheirNames() throws IOException {
        PluginJars.plugin("bb", "\"b\"").write(folder.resolve("b.jar"));
        PluginJars.plugin("aa", "\"a\"").write(folder.resolve("a.jar"));
        PluginJars.plugin("dd", "\"d\"").write(folder.resolve("d/any.jar"));
        PluginJars.plugin("cc", "\"c\"").write(folder.resolve("c/any.jar"));
        assertEquals(List.of("a", "b", "c", "d"), names());

        Path onClassPath = PluginJars.plugin("zz", "\"z\"").write(folder.resolve("elsewhere/not-below/deeper/z.jar"));
        try (URLClassLoader application =
                new URLClassLoader(new java.net.URL[] {onClassPath.toUri().toURL()}, APPLICATION)) {
            plugins.close();
            plugins = PluginFolder.at(folder, application);
            assertEquals(
                    List.of("z", "a", "b", "c", "d"),
                    plugins.services(DrmPlugin.class).stream()
                            .map(DrmPlugin::displayName)
                            .toList());
        }
    }

    @Test
    void twoPlugins_withDifferentVersionsOfOneLibrary_eachUseTheirOwn() throws IOException {
        Path old = PluginJars.jar().source("lib.Library", library("1")).write(folder.resolve("old/library.jar"));
        PluginJars.plugin("aa", "lib.Library.VERSION").against(old).write(folder.resolve("old/plugin.jar"));
        PluginJars.plugin("bb", "lib.Library.VERSION")
                .source("lib.Library", library("2"))
                .write(folder.resolve("one-jar.jar"));

        assertEquals(List.of("2", "1"), names());
    }

    @Test
    void eachJar_andEachSubFolder_hasAClassLoaderOfItsOwn() throws IOException {
        PluginJars.plugin("aa", "String.valueOf(sees(\"org.example.bb.Plugin\"))")
                .write(folder.resolve("a.jar"));
        PluginJars.plugin("bb", "String.valueOf(sees(\"org.example.aa.Plugin\"))")
                .write(folder.resolve("b.jar"));
        ImmutableList<DrmPlugin> found = found();
        assertEquals(
                List.of("false", "false"),
                found.stream().map(DrmPlugin::displayName).toList());
        assertNotEquals(
                found.get(0).getClass().getClassLoader(),
                found.get(1).getClass().getClassLoader());
    }

    private static final ImmutableList<String> SHARED = ImmutableList.of(
            "org.symbolon.core.drm.DrmPlugin",
            "org.symbolon.core.drm.credential.Credential",
            "org.symbolon.core.error.SharedError",
            "org.symbolon.core.parameter.Parameter",
            "org.symbolon.core.settings.Settings",
            "org.symbolon.core.value.ContentKey",
            "org.symbolon.core.store.Stores",
            "org.symbolon.core.store.record.RecordStore",
            "com.google.common.collect.ImmutableList",
            "org.slf4j.Logger",
            "java.sql.Connection");

    private static final ImmutableList<String> HIDDEN = ImmutableList.of(
            "org.symbolon.core.Symbolon",
            "org.symbolon.core.issue.TokenIssuer",
            "org.symbolon.core.redeem.TokenRedeemer",
            "org.symbolon.core.account.Credentials",
            "org.symbolon.core.catalogue.DrmCatalogue",
            "org.symbolon.core.keystore.KeyService",
            "org.symbolon.core.store.memory.InMemoryStores",
            "org.symbolon.core.internal.drm.Drm",
            "org.symbolon.core.internal.token.TokenSealer",
            "tools.jackson.databind.json.JsonMapper",
            "ch.qos.logback.classic.Logger",
            "org.junit.jupiter.api.Test");

    @Test
    void plugin_seesWhatIsShared_andNothingElseOfThisProcess() throws IOException {
        String seen = Stream.concat(SHARED.stream(), HIDDEN.stream())
                .map(type -> "(sees(\"" + type + "\") ? \"" + type + " \" : \"\")")
                .collect(Collectors.joining(" + "));
        PluginJars.plugin("aa", seen).write(folder.resolve("a.jar"));
        assertEquals(List.of(String.join(" ", SHARED) + " "), names());
    }

    @Test
    void sharedClasses_areTheSameForAll() throws IOException {
        PluginJars.plugin("aa", "\"\"").write(folder.resolve("a.jar"));
        DrmPlugin plugin = found().get(0);
        assertTrue(plugin.getClass().getClassLoader() != APPLICATION);
        assertSame(
                DrmPlugin.class,
                Arrays.stream(plugin.getClass().getInterfaces()).findFirst().orElseThrow());
    }

    @Test
    void resources_ofThisProcess_areHidden_andItsOwnAreNot() throws IOException {
        String name = "String.valueOf(Plugin.class.getResource(\"/own.txt\") != null)"
                + " + (Plugin.class.getResource(\"/org/symbolon/core/Symbolon.class\") != null)"
                + " + (Plugin.class.getResource(\"/org/symbolon/core/drm/DrmPlugin.class\") != null)"
                + " + (Plugin.class.getResource(\"/META-INF/services/org.junit.platform.engine.TestEngine\") != null)";
        PluginJars.plugin("aa", name).file("own.txt", "own").write(folder.resolve("a.jar"));
        assertEquals(List.of("truefalsefalsefalse"), names());
    }

    @Test
    void services_ofAnInterfaceThatAPluginDefines_areFoundInItsOwnJarAndInOthers() throws Exception {
        String extra = "package org.example.aa; public interface Extra extends java.util.function.Supplier<String> {}";
        Path plugin = PluginJars.plugin("aa", "\"a\"")
                .source("org.example.aa.Extra", extra)
                .source("org.example.own.Own", implementation("own", "Own"))
                .service("org.example.aa.Extra", "org.example.own.Own")
                .write(folder.resolve("a.jar"));
        PluginJars.jar()
                .source("org.example.other.Other", implementation("other", "Other"))
                .service("org.example.aa.Extra", "org.example.other.Other")
                .against(plugin)
                .write(folder.resolve("extras/b.jar"));

        DrmPlugin found = found().get(0);
        Class<?> service =
                Class.forName("org.example.aa.Extra", true, found.getClass().getClassLoader());

        assertEquals(
                List.of("Own", "Other"),
                plugins.services(service).stream()
                        .map(one -> ((Supplier<?>) one).get())
                        .toList());
    }

    private static String implementation(String inPackage, String name) {
        return "package org.example." + inPackage + "; public final class " + name
                + " implements org.example.aa.Extra { public String get() { return \"" + name + "\"; } }";
    }

    @Test
    void services_ofAnInterfaceOnTheClassPath_areFoundInTheFolder() throws IOException {
        PluginJars.jar()
                .source(
                        "org.example.shape.Round",
                        "package org.example.shape; public final class Round implements"
                                + " org.symbolon.core.internal.runtime.PluginJars.Shape {}")
                .service(PluginJars.Shape.class.getName(), "org.example.shape.Round")
                .write(folder.resolve("round.jar"));
        plugins = PluginFolder.at(folder, APPLICATION);
        assertEquals(
                List.of("org.example.shape.Round"),
                plugins.services(PluginJars.Shape.class).stream()
                        .map(found -> found.getClass().getName())
                        .toList());
    }

    @Test
    void service_thatIsNamedButNotThere_stopsTheStart_andTheJarIsNamed() throws IOException {
        PluginJars.jar().service(SERVICE, "org.example.NotThere").write(folder.resolve("broken.jar"));
        PluginException refusal = assertThrows(PluginException.class, this::found);
        assertTrue(refusal.getMessage().contains("org.example.NotThere"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("broken.jar"), refusal::getMessage);
    }

    @Test
    void service_thatLacksALibrary_stopsTheStart_andTheJarIsNamed() throws IOException {
        Path library = PluginJars.jar()
                .source("lib.Base", "package lib; public class Base {}")
                .write(folder.resolve("not/below/library.jar"));
        PluginJars.jar()
                .source(
                        "org.example.Needy",
                        "package org.example; public abstract class Needy extends lib.Base implements " + SERVICE
                                + " {}")
                .service(SERVICE, "org.example.Needy")
                .against(library)
                .write(folder.resolve("needy.jar"));
        PluginException refusal = assertThrows(PluginException.class, this::found);
        assertTrue(refusal.getMessage().contains("needy.jar"), refusal::getMessage);
        assertTrue(refusal.getMessage().contains("lib/Base"), refusal::getMessage);
    }

    @Test
    void fileThatIsNoJar_stopsTheStart_andIsNamed() throws IOException {
        Path whole = PluginJars.plugin("aa", "\"a\"").write(folder.resolve("elsewhere.zip"));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        PluginException refusal = assertThrows(PluginException.class, this::found);
        assertTrue(refusal.getMessage().contains("half.jar"), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no jar", "PK"})
    void textInPlaceOfAJar_stopsTheStart_andIsNamed(String text) throws IOException {
        Files.writeString(folder.resolve("text.jar"), text);
        assertRefused("the plug-in " + folder.resolve("text.jar") + " cannot be read as a jar");
    }

    @Test
    void linkThatLeadsNowhere_stopsTheStart_andIsNamed() throws IOException {
        Files.createSymbolicLink(folder.resolve("gone.jar"), folder.resolve("elsewhere"));
        assertRefused("the plug-in " + folder.resolve("gone.jar") + " cannot be read as a jar");
    }

    @Test
    void jarThatNamesNoService_stopsTheStart_andIsNamed() throws IOException {
        PluginJars.jar().source("lib.Library", library("1")).write(folder.resolve("library.jar"));
        assertRefused("nothing in " + folder.resolve("library.jar") + " can be used");
    }

    @Test
    void twoJarsWithOnePlugin_stopTheStart_andAreNamed() throws IOException {
        PluginJars.plugin("aa", "\"old\"").write(folder.resolve("plugin-1.jar"));
        PluginJars.plugin("aa", "\"new\"").write(folder.resolve("plugin-2.jar"));
        assertRefused("the class org.example.aa.Plugin is in " + folder.resolve("plugin-1.jar") + " and in "
                + folder.resolve("plugin-2.jar") + "; remove one of them");
    }

    @Test
    void twoJarsOfOneSubFolder_withOneClass_stopTheStart_andAreNamed() throws IOException {
        PluginJars.plugin("aa", "\"a\"").write(folder.resolve("sub/plugin.jar"));
        PluginJars.jar().source("lib.Library", library("1")).write(folder.resolve("sub/library-1.jar"));
        PluginJars.jar().source("lib.Library", library("2")).write(folder.resolve("sub/library-2.jar"));
        assertRefused("the class lib.Library is in " + folder.resolve("sub/library-1.jar") + " and in "
                + folder.resolve("sub/library-2.jar") + "; remove one of them");
    }

    private void assertRefused(String beginning) {
        PluginException refusal = assertThrows(PluginException.class, this::found);
        assertTrue(refusal.getMessage().startsWith(beginning), refusal::getMessage);
    }

    @Test
    void close_closesTheJars() throws IOException {
        PluginJars.plugin("aa", "\"a\"").file("late.txt", "late").write(folder.resolve("a.jar"));
        DrmPlugin plugin = found().get(0);
        URLClassLoader loader = (URLClassLoader) plugin.getClass().getClassLoader();
        assertTrue(loader.findResource("late.txt") != null);
        plugins.close();
        plugins.close();
        assertFalse(loader.findResource("late.txt") != null);
    }
}
