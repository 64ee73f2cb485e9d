package org.symbolon.core.catalogue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.internal.parameter.CommonParameters;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;

/** What is known of one DRM without creating its working part. */
public final class DrmDescription {
    private final DrmPlugin plugin;
    private final ImmutableList<Parameter<?>> parameters;

    DrmDescription(DrmPlugin plugin) {
        this.plugin = plugin;
        this.parameters = Stream.concat(
                        new CommonParameters(plugin.rules()).all().stream(), plugin.parameters().stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** The id in paths, files and tokens. */
    public DrmId id() {
        return plugin.id();
    }

    /** The name for people. */
    public String displayName() {
        return plugin.displayName();
    }

    /** The name of the plug-in's class. */
    public String implementation() {
        return plugin.getClass().getName();
    }

    /** The version of the plug-in interface. */
    public int interfaceVersion() {
        return plugin.interfaceVersion();
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
        return plugin.errorCodes();
    }

    /** The settings of the plug-in. */
    public ImmutableList<SettingKey<?>> settings() {
        return plugin.settings();
    }

    /** What operators have to provide before licences can be made. */
    public Optional<CredentialKind> credentialKind() {
        return plugin.credentialKind();
    }
}
