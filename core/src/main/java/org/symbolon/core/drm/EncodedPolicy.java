package org.symbolon.core.drm;

import com.google.common.collect.ImmutableList;

/** A {@link DrmPolicy} in the form that it has in a token. Core implements this interface. */
public interface EncodedPolicy {

    /** What {@link DrmPolicy#encode} wrote. Each call returns a new reader at the first field. */
    FieldReader fields();

    /**
     * What {@link DrmPolicy#encodeKey} wrote for each key, in the order of {@link TokenClaims#keys}; readers without
     * fields for none.
     */
    ImmutableList<FieldReader> keyFields();
}
