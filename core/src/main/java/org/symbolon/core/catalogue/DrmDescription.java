package org.symbolon.core.catalogue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.internal.plugin.PluginCall;
import org.symbolon.core.internal.plugin.PluginOrigin;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;

/** What is known of one DRM without creating its working part. */
public final class DrmDescription {
    private final DrmId id;
    private final String displayName;
    private final String implementation;
    private final int interfaceVersion;
    private final PluginOrigin origin;
    private final DrmRules rules;
    private final ImmutableList<Parameter<?>> parameters;
    private final ImmutableList<ErrorCode> errorCodes;
    private final Translations translations;
    private final ImmutableList<SettingKey<?>> settings;
    private final Optional<CredentialKind> credentialKind;
    private final ImmutableList<AccountSetting> accountSettings;

    /**
     * Asks a plug-in for everything.
     *
     * @throws org.symbolon.core.drm.PluginException if one of its methods throws or returns null
     */
    DrmDescription(DrmPlugin plugin) {
        this.implementation = plugin.getClass().getName();
        this.interfaceVersion = DrmPlugin.INTERFACE_VERSION;
        this.origin = PluginOrigin.of(plugin.getClass());
        this.id = ask("id", plugin::id);
        this.displayName = ask("displayName", plugin::displayName);
        this.rules = ask("rules", plugin::rules);
        this.parameters = Stream.concat(
                        new CommonParameters(rules).all().stream(), ask("parameters", plugin::parameters).stream())
                .collect(ImmutableList.toImmutableList());
        this.errorCodes = ask("errorCodes", plugin::errorCodes);
        this.translations = ask("translations", plugin::translations);
        this.settings = ask("settings", plugin::settings);
        this.credentialKind = ask("credentialKind", plugin::credentialKind);
        this.accountSettings = ask("accountSettings", plugin::accountSettings);
    }

    private <T> T ask(String method, Supplier<@Nullable T> work) {
        return PluginCall.atStart(implementation, method, work);
    }

    /** The id in paths, files and tokens. */
    public DrmId id() {
        return id;
    }

    /** The name for people. */
    public String displayName() {
        return displayName;
    }

    /** The name of the plug-in's class. */
    public String implementation() {
        return implementation;
    }

    /** The version of the plug-in interface. */
    public int interfaceVersion() {
        return interfaceVersion;
    }

    /** The jar of the plug-in; empty if its class does not come from a jar. */
    public Optional<Path> jar() {
        return origin.jar();
    }

    /** The version of the plug-in: what the manifest of its jar says as {@code Implementation-Version}. */
    public Optional<String> version() {
        return origin.version();
    }

    /** How the DRM differs from others in the rules that core applies. */
    public DrmRules rules() {
        return rules;
    }

    /** Every parameter of a token request: the shared ones, then those of the DRM, each in the order of its table. */
    public ImmutableList<Parameter<?>> parameters() {
        return parameters;
    }

    /** The parameter of this name. */
    public Optional<Parameter<?>> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** Defaults for an account whose requests may leave out what the DRM requires, by name; see {@link Parameter}. */
    public ImmutableMap<String, String> lenientDefaults() {
        ImmutableMap.Builder<String, String> defaults = ImmutableMap.builder();
        parameters.forEach(
                parameter -> parameter.lenientDefault().ifPresent(value -> defaults.put(parameter.name(), value)));
        return defaults.buildOrThrow();
    }

    /** The names that a request may number, if the DRM allows several keys. */
    public ImmutableSet<String> perKeyNames() {
        return parameters.stream()
                .filter(Parameter::perKey)
                .map(Parameter::name)
                .collect(ImmutableSet.toImmutableSet());
    }

    /** The codes that the DRM adds to the catalogue. */
    public ImmutableList<ErrorCode> errorCodes() {
        return errorCodes;
    }

    /** What the plug-in says in other languages. */
    Translations translations() {
        return translations;
    }

    /** The settings of the plug-in. */
    public ImmutableList<SettingKey<?>> settings() {
        return settings;
    }

    /** What operators have to provide before licences can be made. */
    public Optional<CredentialKind> credentialKind() {
        return credentialKind;
    }

    /** What operators choose for each account. */
    public ImmutableList<AccountSetting> accountSettings() {
        return accountSettings;
    }

    /** The account setting of this name. */
    public Optional<AccountSetting> accountSetting(String name) {
        return accountSettings.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** What is wrong with the description of the account settings; empty if nothing is. */
    Optional<String> accountSettingsProblem() {
        Set<String> names = new HashSet<>();
        Stream<String> twice = accountSettings.stream()
                .map(AccountSetting::name)
                .filter(name -> !names.add(name))
                .map(name -> implementation + " describes the account setting " + name + " twice");
        Stream<String> missing = rules.playerDocument().flatMap(PlayerDocument::publicSetting).stream()
                .filter(setting -> !accountSettings.contains(setting))
                .map(setting -> implementation + " does not describe the account setting " + setting.name()
                        + ", which its document for players needs");
        return Stream.concat(twice, missing).findFirst();
    }
}
