package org.symbolon.core.drm;

import com.google.common.collect.ImmutableListMultimap;
import org.symbolon.core.token.Policy;

/** The rules of a licence, as one DRM understands them. */
public interface DrmPolicy extends Policy {

    /** The policy in the words of the interface: parameter names and values, in the order of the DRM's table. Holds no secret. */
    ImmutableListMultimap<String, String> parameters();
}
