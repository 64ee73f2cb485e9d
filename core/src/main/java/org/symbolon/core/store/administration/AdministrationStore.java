package org.symbolon.core.store.administration;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Port: administrators and the audit log. Implementations are safe for use by many threads and processes, return only
 * when what they wrote is durable, and throw {@link org.symbolon.core.error.StoreUnavailableException} if the store does
 * not answer.
 */
public interface AdministrationStore {
    /** How many administrators there may be: each request compares its token with all of theirs. */
    int MOST = 1_000;

    /**
     * Makes a change of these stores together with its entry: the first transaction that the change runs on this thread
     * also writes the entry, so that either both are there or none. Further transactions follow that one. A change that
     * turns out to change nothing may have an entry all the same.
     *
     * @param expected which revision of the subject the caller has seen; the change is made only if that is still so
     * @param entry makes the entry after the change was made within the transaction, so that it knows what was before
     *     and after. It must be quick and must not use a store. It may be called again if the transaction is repeated
     * @throws ChangedMeanwhileException if the subject has another revision; nothing was changed
     */
    <T> T change(String subject, Expected expected, Supplier<AuditEntry> entry, Supplier<T> change);

    /**
     * Writes an entry by itself, before something is done that these stores do not keep in one transaction with it.
     *
     * @throws ChangedMeanwhileException if the subject has another revision; no entry was written
     */
    void append(AuditEntry entry, Expected expected);

    /** How often a subject has been changed with an entry in the audit log; 0 for one that never was. */
    long revision(String subject);

    /** Entries of the audit log, the youngest first. */
    ImmutableList<AuditEntry> find(AuditQuery query);

    /** All administrators, by name, those whose tokens have ended included. There are {@link #MOST} at most. */
    ImmutableList<Administrator> administrators();

    /**
     * Creates or changes an administrator, or removes one. Use it within {@link #change}.
     *
     * @param change takes the stored administrator, empty if there is none, and returns the one to store with the same
     *     name, or empty to remove it with its logins. It must be quick, and must not use a store. It may be called again
     */
    Optional<Administrator> change(String name, Function<Optional<Administrator>, Optional<Administrator>> change);

    /** Notes a login that works once. Those that had expired when it was made are removed. */
    void addLogin(TokenHash login, Login known);

    /** Takes a login, so that it does not work again; the name of its administrator, empty if there is no such login. */
    Optional<String> takeLogin(TokenHash login, Instant now);

    /** What a store has that keeps neither administrators nor an audit log. */
    static AdministrationStore none() {
        return NoAdministration.INSTANCE;
    }
}
