package org.symbolon.core.administration;

import java.time.Instant;
import java.util.function.Supplier;
import org.symbolon.core.internal.audit.AuditLog.Author;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.ChangedMeanwhileException;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;

/** One actor at work: the role is checked, and changes are in the actor's name. */
record Office(AdministrationParts parts, Actor actor) {

    /** Changes something. Changes of other subjects that it makes have entries of their own. */
    <T> T change(Operation operation, String subject, Expected expected, Supplier<T> work) {
        actor.require(operation);
        try {
            return parts.log().by(new Author(actor.name(), actor.place(), true), subject, expected, work);
        } catch (ChangedMeanwhileException e) {
            throw new AdministrationException(
                    AdministrationException.Reason.CHANGED_MEANWHILE, "", String.valueOf(e.getMessage()));
        }
    }

    /** Is asked before the subject is read, so that what is read is as new as the revision, or newer. */
    long revision(String subject) {
        return parts.stores().administration().revision(subject);
    }

    /** An account as it is in memory. */
    Account account(AccountId id) {
        return parts.services()
                .accounts()
                .find(id)
                .orElseThrow(() -> AdministrationException.notFound("account " + id));
    }

    Instant now() {
        return parts.services().clock().instant();
    }
}
