package org.symbolon.store.jdbc.record;

import static org.symbolon.store.jdbc.record.BlockWriter.ACCOUNT;
import static org.symbolon.store.jdbc.record.BlockWriter.CODE;
import static org.symbolon.store.jdbc.record.BlockWriter.COOKIE;
import static org.symbolon.store.jdbc.record.BlockWriter.EXPLANATION;
import static org.symbolon.store.jdbc.record.BlockWriter.FURTHER;
import static org.symbolon.store.jdbc.record.BlockWriter.KINDS;
import static org.symbolon.store.jdbc.record.BlockWriter.REFERENCE;
import static org.symbolon.store.jdbc.record.BlockWriter.TEST;
import static org.symbolon.store.jdbc.record.BlockWriter.TOKEN;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;

/** Reads the records that {@link BlockWriter} has packed. */
final class BlockReader {
    private static final int KIND_BITS = 3;
    private static final int EXPLANATION_TEXTS = 4;
    private static final long[] NO_NAME = {};

    private final byte[] bytes;
    private final RecordQuery query;
    private final Optional<TokenId> reference;
    private final List<String> texts = new ArrayList<>();
    private int at;

    private BlockReader(byte[] bytes, RecordQuery query) {
        this.bytes = bytes;
        this.query = query;
        this.reference = query.reference().map(Terms::name);
    }

    /**
     * The records that match a query, in the order of their ids.
     *
     * @throws StoreUnavailableException if these are not the bytes of a block
     */
    static ImmutableList<TransactionRecord> unpack(byte[] bytes, RecordQuery query) {
        try {
            return new BlockReader(bytes, query).records();
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
            Fields fields = new Fields(time);
            if (fields.mayMatch()) {
                Optional.of(fields.build()).filter(query::matches).ifPresent(records::add);
            }
        }
        return records.build();
    }

    /** The fields of one record. Most of those that are read do not match, so no record is built of them. */
    private final class Fields {
        private final RecordId id;
        private final int flags;
        private final String drm;
        private final long[] token;
        private final long account;
        private final String cookie;
        private final int code;
        private final long[] named;
        private final List<String> explanation = new ArrayList<>(0);
        private final List<String> device = new ArrayList<>(0);
        private final long count;

        Fields(long time) {
            id = new RecordId(time, fixed(6));
            flags = (int) number();
            drm = text();
            token = name(flags & TOKEN);
            account = (flags & ACCOUNT) == 0 ? 0 : number();
            cookie = (flags & COOKIE) == 0 ? "" : text();
            code = (flags & CODE) == 0 ? 0 : (int) number();
            int further = (flags & FURTHER) == 0 ? 0 : (int) number();
            named = name(further & REFERENCE);
            readTexts(explanation, (further & EXPLANATION) == 0 ? 0 : EXPLANATION_TEXTS);
            readTexts(device, (flags & FURTHER) == 0 ? 0 : 2 * number());
            count = (flags & FURTHER) == 0 ? 1 : number();
        }

        /** False only if the record does not match. */
        boolean mayMatch() {
            return isIn(query.token(), token)
                    && isIn(reference, named)
                    && query.account().filter(asked -> asked.value() != account).isEmpty()
                    && query.cookie().filter(asked -> !asked.equals(cookie)).isEmpty();
        }

        private boolean isIn(Optional<TokenId> asked, long[] there) {
            return asked.isEmpty()
                    || (there.length > 0
                            && asked.get().low() == there[1]
                            && asked.get().high() == there[0]);
        }

        TransactionRecord build() {
            TransactionRecord.Builder built = TransactionRecord.builder()
                    .id(id)
                    .kind(KINDS.get(flags & KIND_BITS))
                    .environment((flags & TEST) == 0 ? Environment.PRODUCTION : Environment.TEST)
                    .drm(new DrmId(drm))
                    .token(given(flags & TOKEN).map(there -> new TokenId(token[0], token[1])))
                    .account(given(flags & ACCOUNT).map(there -> new AccountId(account)))
                    .cookie(given(flags & COOKIE).map(there -> cookie))
                    .code(given(flags & CODE).map(there -> code))
                    .reference(given(named.length)
                            .map(there -> new Reference(new TokenId(named[0], named[1]).toString())))
                    .count(count);
            if (!explanation.isEmpty()) {
                built.explanation(
                        Explanation.of(explanation.get(0), explanation.get(1), explanation.get(2), explanation.get(3)));
            }
            for (int i = 0; i < device.size(); i += 2) {
                built.putDevice(device.get(i), device.get(i + 1));
            }
            return built.build();
        }
    }

    private static Optional<Integer> given(int flag) {
        return flag == 0 ? Optional.empty() : Optional.of(flag);
    }

    /** A token or a reference; nothing if it is not there. */
    private long[] name(int flag) {
        return flag == 0 ? NO_NAME : new long[] {fixed(8), fixed(8)};
    }

    private void readTexts(List<String> read, long number) {
        for (long i = 0; i < number; i++) {
            read.add(text());
        }
    }

    private String text() {
        int number = (int) number();
        if (number < texts.size()) {
            return texts.get(number);
        }
        long length = number();
        String text = (length & 1) == 0 ? narrow((int) (length >>> 1)) : wide((int) (length >>> 1));
        texts.add(text);
        return text;
    }

    private String narrow(int length) {
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    private String wide(int length) {
        char[] units = new char[Math.min(length, bytes.length)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) fixed(Character.BYTES);
        }
        return String.valueOf(units);
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
            number = (number << Byte.SIZE) | (bytes[at++] & 0xff);
        }
        return number;
    }
}
