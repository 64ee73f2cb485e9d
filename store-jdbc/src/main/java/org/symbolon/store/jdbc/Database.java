package org.symbolon.store.jdbc;

import java.time.Duration;
import org.symbolon.core.store.StoreStatus;

/** What SQLite and PostgreSQL differ in: how tables are made, how connections that read and connections that write are had, and how tokens are taken. */
interface Database {
    /** For scripts, and for another process that runs them: a start may wait longer than a caller. */
    Duration SCHEMA_TIMEOUT = Duration.ofMinutes(1);

    /**
     * Makes what is not there yet, and brings the tables up to date. Any number of processes may do so at once.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the database cannot be opened, or its tables are those of a newer release
     */
    void prepare();

    /** How it is, which this leaves as it was. */
    StoreStatus inspect();

    /** The connections that read, for the caller to close. */
    Readers readers();

    /** What makes changes, for the caller to close. */
    Writer writer();

    /** The balances, on such readers and such a writer. */
    StoredBalance balance(Readers readers, Writer writer);
}
