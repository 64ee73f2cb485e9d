package org.symbolon.store.jdbc;

/**
 * What the store says to a node that wants tokens.
 *
 * @param answer what a caller is to be told who finds no token at hand
 * @param granted of the node's row, or what was used where there is none; what memory goes by from then on
 * @param held whether there is a row
 */
record Grant(Answer answer, long granted, boolean held) {

    /** What a request for tokens came to. */
    enum Answer {
        /** Take what there is, or ask. */
        TOKENS,
        /** There are none to be had. */
        NONE,
        /** The account needs none. */
        UNLIMITED,
        /** The store is away. */
        UNAVAILABLE
    }
}
