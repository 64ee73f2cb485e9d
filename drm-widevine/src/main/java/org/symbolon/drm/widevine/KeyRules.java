package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableListMultimap;

/**
 * The rules that each key of a licence has.
 *
 * @param securityLevel how well the device must protect the key and the decoded content
 * @param hdcp the copy protection that a digital output must have
 * @param trackType the track that the key decrypts
 */
record KeyRules(SecurityLevel securityLevel, Hdcp hdcp, TrackType trackType) {

    /** Adds the rules as parameters of the interface, with a suffix such as {@code .1} if there are several keys. */
    void describe(String suffix, ImmutableListMultimap.Builder<String, String> parameters) {
        parameters.put(WidevineParameters.SECURITY_LEVEL.name() + suffix, Integer.toString(securityLevel.number()));
        parameters.put(WidevineParameters.HDCP_OUTPUT_CONTROL.name() + suffix, Integer.toString(hdcp.number()));
        if (!suffix.isEmpty() || trackType != TrackType.HD) {
            parameters.put(WidevineParameters.TRACK_TYPE.name() + suffix, Integer.toString(trackType.number()));
        }
    }
}
