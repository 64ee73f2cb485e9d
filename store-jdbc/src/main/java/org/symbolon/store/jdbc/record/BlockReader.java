package org.symbolon.store.jdbc.record;

import static org.symbolon.store.jdbc.record.BlockWriter.ACCOUNT;
import static org.symbolon.store.jdbc.record.BlockWriter.CODE;
import static org.symbolon.store.jdbc.record.BlockWriter.COOKIE;
import static org.symbolon.store.jdbc.record.BlockWriter.EXPLANATION;
import static org.symbolon.store.jdbc.record.BlockWriter.FURTHER;
import static org.symbolon.store.jdbc.record.BlockWriter.REFERENCE;
import static org.symbolon.store.jdbc.record.BlockWriter.TEST;
import static org.symbolon.store.jdbc.record.BlockWriter.TOKEN;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** Reads the records that {@link BlockWriter} has packed. */
final class BlockReader {
    private static final RecordKind[] KINDS = RecordKind.values();
    private static final int KIND_BITS = 3;

    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int at;

    private BlockReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The records in the order of their ids.
     *
     * @throws StoreUnavailableException if these are not the bytes of a block
     */
    static ImmutableList<TransactionRecord> unpack(byte[] bytes) {
        try {
            return new BlockReader(bytes).records();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new StoreUnavailableException("a block of records in the store is damaged", e);
        }
    }

    private ImmutableList<TransactionRecord> records() {
        if (number() != BlockWriter.VERSION) {
            throw new IllegalArgumentException("a newer release wrote this block");
        }
        long count = number();
        ImmutableList.Builder<TransactionRecord> records = ImmutableList.builder();
        long time = 0;
        for (long i = 0; i < count; i++) {
            time += number();
            records.add(record(time));
        }
        return records.build();
    }

    private TransactionRecord record(long time) {
        TransactionRecord.Builder read = TransactionRecord.builder().id(new RecordId(time, fixed(6)));
        int flags = (int) number();
        read.kind(KINDS[flags & KIND_BITS])
                .environment((flags & TEST) == 0 ? Environment.PRODUCTION : Environment.TEST)
                .drm(new DrmId(text()));
        if ((flags & TOKEN) != 0) {
            read.token(token());
        }
        if ((flags & ACCOUNT) != 0) {
            read.account(new AccountId(number()));
        }
        if ((flags & COOKIE) != 0) {
            read.cookie(text());
        }
        if ((flags & CODE) != 0) {
            read.code((int) number());
        }
        if ((flags & FURTHER) != 0) {
            further(read);
        }
        return read.build();
    }

    private void further(TransactionRecord.Builder read) {
        int flags = (int) number();
        if ((flags & REFERENCE) != 0) {
            read.reference(new Reference(token().toString()));
        }
        if ((flags & EXPLANATION) != 0) {
            read.explanation(Explanation.of(text(), text(), text(), text()));
        }
        long values = number();
        for (long i = 0; i < values; i++) {
            read.putDevice(text(), text());
        }
        read.count(number());
    }

    private TokenId token() {
        return new TokenId(fixed(8), fixed(8));
    }

    private String text() {
        int number = (int) number();
        if (number < texts.size()) {
            return texts.get(number);
        }
        long length = number();
        int width = (length & 1) == 0 ? 1 : 2;
        char[] units = new char[(int) (length >>> 1)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) fixed(width);
        }
        String text = String.valueOf(units);
        texts.add(text);
        return text;
    }

    private long number() {
        long number = 0;
        int shift = 0;
        while (bytes[at] < 0) {
            number |= (long) (bytes[at++] & 0x7f) << shift;
            shift += 7;
        }
        return number | (long) bytes[at++] << shift;
    }

    private long fixed(int width) {
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = number << Byte.SIZE | bytes[at++] & 0xff;
        }
        return number;
    }
}
