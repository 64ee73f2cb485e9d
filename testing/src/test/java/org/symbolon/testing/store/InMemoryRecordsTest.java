package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.record.TransactionRecord;

class InMemoryRecordsTest {
    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return RecordStoreContract.tests(InMemoryStores::new);
    }

    @Test
    void add_moreThanFit_keepsTheYoungest() {
        RecordStore records = new InMemoryStores().records();
        ImmutableList<TransactionRecord> many = IntStream.range(0, 1_001)
                .<TransactionRecord>mapToObj(
                        number -> RecordStoreContract.bare(number).build())
                .collect(ImmutableList.toImmutableList());
        records.add(many);

        assertEquals(
                ImmutableList.of(many.get(1)),
                records.find(RecordQuery.builder().start(999).build()).records());
    }
}
