package org.symbolon.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.credential.NewCredential;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** A part of {@link DrmPluginContract}: what a plug-in says of itself. */
public interface PluginDescriptionContract extends PluginUnderTest {

    @Test
    default void plugin_isRegistered_soThatTheServiceLoaderFindsIt() {
        Class<?> type = plugin().getClass();
        assertTrue(
                ServiceLoader.load(DrmPlugin.class, type.getClassLoader()).stream()
                        .anyMatch(provider -> provider.type().equals(type)),
                type.getName() + " is not named in META-INF/services/" + DrmPlugin.class.getName());
    }

    @Test
    default void description_isAlwaysTheSame() {
        DrmPlugin plugin = plugin();
        DrmPlugin other = plugin();
        assertEquals(plugin.interfaceVersion(), other.interfaceVersion());
        assertEquals(plugin.id(), other.id());
        assertEquals(plugin.displayName(), other.displayName());
        assertEquals(plugin.errorCodes(), other.errorCodes());
        assertEquals(plugin.rules(), other.rules());
        assertEquals(names(plugin), names(other));
        assertEquals(
                plugin.settings().stream().map(SettingKey::name).toList(),
                other.settings().stream().map(SettingKey::name).toList());
        assertEquals(plugin.accountSettings(), other.accountSettings());
        assertEquals(plugin.credentialKind().isPresent(), other.credentialKind().isPresent());
    }

    private static List<String> names(DrmPlugin plugin) {
        return plugin.parameters().stream().map(Parameter::name).toList();
    }

    @Test
    default void description_loadsIntoACatalogue() {
        DrmPlugin plugin = plugin();
        assertEquals(DrmPlugin.INTERFACE_VERSION, plugin.interfaceVersion());
        assertFalse(plugin.displayName().isBlank(), "the display name is empty");
        DrmCatalogue catalogue = DrmCatalogue.of(List.of(plugin), Set.of(plugin.id()));
        assertEquals(ImmutableSet.of(plugin.id()), catalogue.ids());
    }

    @Test
    default void errorCodes_areComplete_andEveryCodeThatIsUsedIsOneOfThem() {
        DrmPlugin plugin = plugin();
        for (ErrorCode code : plugin.errorCodes()) {
            String name = String.valueOf(code);
            assertTrue(code.number() < 0, name + " is not negative");
            assertFalse(code.message().isBlank(), name + " has no message");
            assertTrue(code.description().raised().endsWith("."), name + ": raised is not a sentence");
            assertTrue(code.description().remedy().endsWith("."), name + ": remedy is not a sentence");
        }
        Set<ErrorCode> known = new HashSet<>(plugin.errorCodes());
        known.addAll(List.of(SharedError.values()));
        DrmRules rules = plugin.rules();
        Stream.of(
                        Stream.of(
                                rules.optionDisabled(),
                                rules.optionAbsent(),
                                rules.licenseFailed(),
                                rules.tokenOfAnotherDrm()),
                        rules.deviceIdRefused().stream(),
                        plugin.parameters().stream().flatMap(parameter -> parameter.codes().stream()))
                .flatMap(codes -> codes)
                .forEach(code -> assertTrue(known.contains(code), code + " is not in errorCodes()"));
    }

    /** A plug-in without translations is told in English; one that has some has all. */
    @Test
    default void translations_areCompleteInEveryLanguage_ifThereAreAny() {
        DrmPlugin plugin = plugin();
        Translations translations = plugin.translations();
        boolean any = Stream.of(Language.values())
                .anyMatch(language -> !translations.texts(language).isEmpty());
        if (any) {
            assertEquals(List.of(), TranslationCheck.problems(translations, plugin.errorCodes()));
        }
    }

    @Test
    default void examplesOfParameters_areValid_andMeaningsAreGiven() {
        for (Parameter<?> parameter : plugin().parameters()) {
            assertFalse(parameter.meaning().isBlank(), parameter.name() + " has no meaning");
            assertFalse(parameter.meaning().endsWith("."), parameter.name() + ": the meaning ends with a full stop");
            parameter
                    .example()
                    .ifPresent(example -> assertTrue(
                            parameter.parser().apply(example).isValid(),
                            parameter.name() + ": its example is not valid"));
        }
    }

    @Test
    default void settings_haveValidDefaultsAndMeanings() {
        Settings defaults = Settings.inFolder(Path.of("data"));
        for (SettingKey<?> key : plugin().settings()) {
            assertFalse(key.meaning().isBlank(), key.name() + " has no meaning");
            assertTrue(defaults.get(key) != null, key.name());
        }
    }

    @Test
    default void accountSettings_haveMeanings() {
        for (AccountSetting setting : plugin().accountSettings()) {
            assertFalse(setting.meaning().isBlank(), setting.name() + " has no meaning");
            assertFalse(setting.meaning().endsWith("."), setting.name() + ": the meaning ends with a full stop");
        }
    }

    @Test
    default void credentialKind_isConsistent() {
        Optional<CredentialKind> kind = plugin().credentialKind();
        assertTrue(kind.isPresent() || credentialValues().isEmpty(), "values are given, but there is no kind");
        kind.ifPresent(present -> {
            List<String> names =
                    present.fields().stream().map(CredentialField::name).toList();
            assertEquals(names.size(), new HashSet<>(names).size(), "two fields have the same name");
            assertTrue(present.commandName().matches("[a-z]+"), present.commandName());
            present.fields().forEach(field -> assertFalse(field.meaning().isBlank(), field.name()));
        });
    }

    @Test
    default void valuesThatMakeNoCredential_areRefused() {
        CredentialKind kind = plugin().credentialKind().orElse(null);
        if (kind == null) {
            return;
        }
        for (byte[] garbage : PluginRequests.garbage()) {
            ImmutableMap<String, byte[]> values = kind.fields().stream()
                    .collect(ImmutableMap.toImmutableMap(CredentialField::name, field -> garbage));
            try {
                NewCredential made = kind.read(values);
                assertTrue(made.name() != null);
            } catch (InvalidCredentialException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isBlank());
            }
        }
    }
}
