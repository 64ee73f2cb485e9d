package org.symbolon.core.parameter;

import com.google.common.base.CharMatcher;

/** A caller's text as it may stand in an error: quoted, and cut where it is long. Never used for secrets. */
public final class Echo {
    private static final int LONGEST = 64;
    private static final CharMatcher UNSAFE = CharMatcher.javaIsoControl().or(CharMatcher.anyOf("\u2028\u2029"));

    private Echo() {}

    public static String of(String value) {
        if (value.length() <= LONGEST) {
            return "'" + harmless(value) + "'";
        }
        int cut = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return "'" + harmless(value.substring(0, cut)) + "…'";
    }

    /** Errors end up in logs, where a line end would look like another entry. */
    private static String harmless(String value) {
        return UNSAFE.replaceFrom(value, '\ufffd');
    }
}
