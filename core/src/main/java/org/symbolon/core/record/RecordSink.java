package org.symbolon.core.record;

/** Takes records on the way of a request. */
@FunctionalInterface
public interface RecordSink {
    /** Takes a record, without waiting for anything. */
    void add(TransactionRecord added);
}
