package org.symbolon.broken.core.two;

import org.symbolon.broken.core.one.BrokenCore;

/** Depends on the package that depends on it. */
public final class OtherHalfOfACycle {
    private OtherHalfOfACycle() {}

    public static int number() {
        return BrokenCore.class.hashCode();
    }
}
