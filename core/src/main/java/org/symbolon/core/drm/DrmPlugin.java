package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.drm.simulation.Demo;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Translations;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.value.DrmId;

/**
 * Describes one DRM and creates its working part. It is found by {@link java.util.ServiceLoader}, so it needs a public
 * constructor without parameters. It must not start anything before {@link #create} is called.
 *
 * <p>Every method except {@link #create}, {@link #simulator} and {@link #startDemo} describes the DRM: it answers at
 * once, always with the same value, and is called before any store is opened.
 */
public interface DrmPlugin {

    /**
     * The version of this interface. It changes when a plug-in that was compiled against an older version would not
     * work correctly any more. New default methods and new attributes do not change it.
     */
    int INTERFACE_VERSION = 3;

    /**
     * The version that the plug-in was compiled against. Return {@link #INTERFACE_VERSION}: the compiler copies the
     * number into the plug-in, so the answer stays the same when the jar meets another release of core. A plug-in of
     * another version stops the start.
     */
    int interfaceVersion();

    /** The id in paths, files and tokens, such as {@code ex}. Two plug-ins with the same id stop the start. */
    DrmId id();

    /** The name for people, such as {@code Example DRM}. */
    String displayName();

    /**
     * The error codes that this DRM adds to the catalogue. Core and the other plug-ins must not use the same numbers; a
     * number that is used twice stops the start.
     */
    ImmutableList<ErrorCode> errorCodes();

    /**
     * What this plug-in says in other languages: its error codes, and the rules and explanations of its refusals. None
     * by default; then all of it is told in English.
     */
    default Translations translations() {
        return Translations.none();
    }

    /** How this DRM differs from others in the rules that core applies. */
    DrmRules rules();

    /**
     * The parameters that this DRM adds to a token request, in the order in which violations are answered. The
     * parameters that all DRMs share are not listed; describing one of those again stops the start.
     */
    ImmutableList<Parameter<?>> parameters();

    /** The settings of this plug-in; each name begins with {@code drm.<id>.}. None by default. */
    default ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of();
    }

    /**
     * What an operator has to provide, for an account or for all accounts, before licences can be made. Nothing by
     * default.
     */
    default Optional<CredentialKind> credentialKind() {
        return Optional.empty();
    }

    /** What operators choose for each account. Nothing by default. */
    default ImmutableList<AccountSetting> accountSettings() {
        return ImmutableList.of();
    }

    /**
     * Creates the working part. Called once at the start, after all settings were checked.
     *
     * @throws PluginException if the plug-in cannot work in this environment; this stops the start
     */
    DrmSystem create(DrmContext context);

    /** A simulated device, for tests and demonstrations without a real one. None by default. */
    default Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.empty();
    }

    /** Starts whatever replaces external services in a demonstration ({@code serve --demo}). Nothing by default. */
    default Optional<Demo> startDemo(DrmContext context) {
        return Optional.empty();
    }
}
