package org.symbolon.core.store.administration;

import java.util.OptionalLong;

/**
 * Which revision of a subject a change is based on.
 *
 * @param revision as {@link AdministrationStore#revision} said; empty if the change is made whatever it is
 */
public record Expected(OptionalLong revision) {
    /** The change is made whatever the revision is. */
    public static final Expected ANY = new Expected(OptionalLong.empty());

    /** The change is made only if this is still the revision. */
    public static Expected of(long revision) {
        return new Expected(OptionalLong.of(revision));
    }

    /**
     * Compares with what is there.
     *
     * @throws ChangedMeanwhileException if another revision is expected
     */
    public void require(String subject, long now) {
        if (revision.isPresent() && revision.getAsLong() != now) {
            throw new ChangedMeanwhileException(subject);
        }
    }
}
