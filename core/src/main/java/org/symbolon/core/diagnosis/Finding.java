package org.symbolon.core.diagnosis;

/**
 * What was found of one thing that was examined. It holds no secret.
 *
 * @param subject what was examined, in a word or two, such as {@code key ring}
 * @param text what was found, in one sentence without the full stop
 * @param remedy what the operator can do; empty if all is well
 */
public record Finding(Level level, String subject, String text, String remedy) {

    /** How bad it is. */
    public enum Level {
        /** All is well. */
        OK,
        /** It works, but not as it should in production, or not for long. */
        WARNING,
        /** Something does not work. */
        PROBLEM
    }

    /** All is well. */
    public static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    /** It works, but not as it should in production, or not for long. */
    public static Finding warning(String subject, String text, String remedy) {
        return new Finding(Level.WARNING, subject, text, remedy);
    }

    /** Something does not work. */
    public static Finding problem(String subject, String text, String remedy) {
        return new Finding(Level.PROBLEM, subject, text, remedy);
    }
}
