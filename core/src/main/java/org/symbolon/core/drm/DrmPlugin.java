package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingKey;

/**
 * What a plug-in says of its DRM, and the way to its working part. Found by {@link java.util.ServiceLoader}; needs a public constructor
 * without parameters, and does nothing before {@link #create}.
 */
public interface DrmPlugin {

    /** The version of this interface. Changes when a plug-in built against an older one would no longer do right. */
    int INTERFACE_VERSION = 2;

    /** {@link #INTERFACE_VERSION}, as it was when the plug-in was compiled: the compiler copies the number into the plug-in. */
    int interfaceVersion();

    /** The short name in paths, files and tokens, such as {@code wv}. */
    DrmId id();

    /** The name for people, such as {@code Widevine}. */
    String displayName();

    /** The codes that this DRM adds to the catalogue; their numbers are nobody else's. */
    ImmutableList<ErrorCode> errorCodes();

    /** How this DRM differs in the parameters that all share. */
    DrmRules rules();

    /** Its own parameters, in the order of its table. */
    ImmutableList<Parameter<?>> parameters();

    /** The settings that it knows, each key beginning with {@code drm.<id>.}; none by default. */
    default ImmutableList<SettingKey<?>> settings() {
        return ImmutableList.of();
    }

    /** What it needs to make licences for an account; nothing by default. */
    default Optional<CredentialKind> credentialKind() {
        return Optional.empty();
    }

    /** The working part, made once at the start. */
    DrmSystem create(DrmContext context);

    /** A device in software, for those who have none at hand; none by default. */
    default Optional<DeviceSimulator> simulator(DrmContext context) {
        return Optional.empty();
    }

    /** Starts what stands in for the outside world in a demonstration; nothing by default. */
    default Optional<Demo> startDemo(DrmContext context) {
        return Optional.empty();
    }
}
