package org.symbolon.core.store;

/** What a process opens a store for. It decides what opening the store may change. */
public enum StoreAccess {
    /**
     * The service, which keeps the store in order: it brings the schema up to date if {@code store.migrate} allows it,
     * recovers what a process left behind when it died, and removes old records.
     */
    SERVICE,
    /**
     * One command that may come first: it creates the store and brings the schema up to date if {@code store.migrate}
     * allows it, and no more.
     */
    SETUP,
    /**
     * One command with which the operator accepts the store and the key ring as they are. It creates whichever is
     * missing and links them, even though they were not used with each other before; otherwise it is like
     * {@link #SETUP}.
     */
    ACCEPT,
    /**
     * One command, which uses the store as it is. Opening fails if the schema is missing or out of date; nothing else
     * is changed.
     */
    COMMAND
}
