package org.symbolon.store.jdbc;

/**
 * Makes changes, each of them wholly or not at all. A caller who was told that the store is unavailable may find the change made all the same,
 * where it was being made just then: a token is then spent and nobody has it, which is the side to err on.
 */
interface Writer extends AutoCloseable {

    /**
     * Does a work, durably before it returns. What the work throws takes back what it did, and is thrown here too.
     *
     * @throws org.symbolon.core.error.StoreUnavailableException if the store does not answer or not in time, or a statement failed
     * @throws IllegalStateException inside another work, which would wait for itself
     */
    <T> T write(Work<T> work);

    /** Finishes what was begun. */
    @Override
    void close();
}
