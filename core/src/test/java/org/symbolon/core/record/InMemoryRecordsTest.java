package org.symbolon.core.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.InMemoryStores;

class InMemoryRecordsTest {
    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return RecordStoreContract.tests(InMemoryStores::new);
    }

    @Test
    void add_ofMoreThanThereIsRoomFor_keepsTheYoungest() {
        InMemoryRecords records = new InMemoryRecords();
        ImmutableList<TransactionRecord> many = IntStream.range(0, 1_001)
                .mapToObj(number -> RecordStoreContract.bare(number).build())
                .collect(ImmutableList.toImmutableList());
        records.add(many);

        assertEquals(
                ImmutableList.of(many.get(1)),
                records.find(RecordQuery.builder().start(999).build()));
    }
}
