package org.symbolon.core.administration;

/** Something is not done, for a reason of whoever asked for it. Nothing was changed. */
public final class AdministrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    /** Why. */
    public enum Reason {
        /** A value breaks a rule. */
        INVALID,
        /** The role does not allow it. */
        FORBIDDEN,
        /** There is no such thing. */
        NOT_FOUND,
        /** There is one already, or the thing is in a state in which this is not done. */
        CONFLICT,
        /** The change was based on an older state than the one in the store. */
        CHANGED_MEANWHILE
    }

    /**
     * A refusal.
     *
     * @param field what in the request is wrong; empty if it is no field
     * @param message one sentence without secrets
     */
    public AdministrationException(Reason reason, String field, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.field = field;
    }

    static AdministrationException notFound(String what) {
        return missing("there is no " + what);
    }

    static AdministrationException missing(String message) {
        return new AdministrationException(Reason.NOT_FOUND, "", message);
    }

    static AdministrationException invalid(String field, String message) {
        return new AdministrationException(Reason.INVALID, field, message);
    }

    static AdministrationException conflict(String message) {
        return new AdministrationException(Reason.CONFLICT, "", message);
    }

    public Reason reason() {
        return reason;
    }

    /** What in the request is wrong; empty if it is no field. */
    public String field() {
        return field;
    }
}
