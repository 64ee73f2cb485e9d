package org.symbolon.core.internal.record;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of records so far.
 *
 * @param written that are in the store
 * @param full dropped, because the queue was full or the writer had ended
 * @param refusals dropped, because they were refusals beyond the number that is recorded a second
 * @param lost that the store would not take
 */
public record RecordCounts(LongAdder written, LongAdder full, LongAdder refusals, LongAdder lost) {
    RecordCounts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
}
