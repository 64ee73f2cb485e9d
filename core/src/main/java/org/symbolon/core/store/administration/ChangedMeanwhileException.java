package org.symbolon.core.store.administration;

/** A change was based on a revision of its subject that is no longer the newest one. Nothing was changed. */
public final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChangedMeanwhileException(String subject) {
        super(subject + " was changed meanwhile; read it again", null, false, false);
    }
}
