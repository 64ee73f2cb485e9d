package org.symbolon.core.drm;

import com.google.common.collect.ImmutableListMultimap;

/**
 * The rules of a licence, as one DRM understands them. The plug-in makes it from a request, core carries it in the
 * token, and the plug-in reads it back. The tags of the fields belong to the plug-in; see {@link FieldWriter} for which
 * tags an older release may skip. Its methods run on the event loop of the HTTP server, so they must not block.
 */
public interface DrmPolicy {

    /** Writes the rules that hold for the whole licence, and may write those of the first key too. */
    void encode(FieldWriter fields);

    /**
     * Writes the rules that only one key has. Nothing by default. A token with one key that writes something here
     * cannot be read by nodes of releases before 0.2, which did not know keys with rules of their own.
     *
     * @param position the position of the key among {@link TokenClaims#keys}, from 0
     */
    default void encodeKey(int position, FieldWriter fields) {}

    /**
     * The rules as parameters of the interface: names and values, in the order of the DRM's table. Shown to operators,
     * so they must hold no secret.
     */
    ImmutableListMultimap<String, String> parameters();
}
