package org.symbolon.core.token;

/**
 * The rules of a licence, as the DRM's plug-in understands them; core only carries them in the token. Written by the plug-in's policy,
 * read back by its {@code DrmSystem}.
 */
@FunctionalInterface
public interface Policy {

    /** Writes the policy's own fields; the tags are the plug-in's. */
    void encode(FieldWriter fields);
}
