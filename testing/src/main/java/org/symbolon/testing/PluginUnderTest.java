package org.symbolon.testing;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Objects;
import org.symbolon.core.drm.DrmPlugin;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.Settings;

/** What the contract has to know of a plug-in. Only {@link #plugin} has no default. */
public interface PluginUnderTest {

    /** A new object of the plug-in's class. */
    DrmPlugin plugin();

    /**
     * The DRM's own parameters of a valid request, by name; per-key parameters without a number. By default the example
     * of each required parameter. A plug-in with optional parameters gives those too, so that the round trip covers
     * them.
     */
    default ImmutableMap<String, String> parameters() {
        return plugin().parameters().stream()
                .filter(Parameter::required)
                .collect(ImmutableMap.toImmutableMap(
                        Parameter::name,
                        parameter -> parameter
                                .example()
                                .orElseThrow(() -> new AssertionError(parameter.name()
                                        + " is required and has no example, so parameters() must give a value"))));
    }

    /**
     * The per-key parameters of one key in a valid request for several keys, by name without the number. By default
     * those of {@link #parameters}; a plug-in whose keys can differ gives different values.
     *
     * @param key the number of the key, from 0
     */
    default ImmutableMap<String, String> parametersOfKey(int key) {
        return plugin().parameters().stream()
                .filter(Parameter::perKey)
                .map(Parameter::name)
                .filter(parameters()::containsKey)
                .collect(ImmutableMap.toImmutableMap(
                        name -> name,
                        name -> Objects.requireNonNull(parameters().get(name))));
    }

    /** The settings; the defaults by default. */
    default Settings settings() {
        return Settings.inFolder(Path.of("data"));
    }

    /**
     * The values of a valid credential, as {@link CredentialKind#read} takes them. By default none; then the
     * simulator's credential is used if there is one.
     */
    default ImmutableMap<String, byte[]> credentialValues() {
        return ImmutableMap.of();
    }

    /** Whether the plug-in makes licences; true by default. Answer false for a plug-in that only issues tokens. */
    default boolean makesLicenses() {
        return true;
    }

    /** A tag below {@link FieldWriter#OPTIONAL} that the plug-in does not use; 127 by default. */
    default int unknownRequiredTag() {
        return 0x7f;
    }

    /** A tag from {@link FieldWriter#OPTIONAL} on that the plug-in does not use; 255 by default. */
    default int unknownOptionalTag() {
        return 0xff;
    }
}
