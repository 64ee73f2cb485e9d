package org.symbolon.store.jdbc.record;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/**
 * Packs the records of one second into bytes that {@link BlockReader} reads. Times are differences, and a text that has
 * occurred in the block before is a number.
 */
final class BlockWriter {
    /** The first byte; another one means another format. */
    static final int VERSION = 1;

    /** In the order of their numbers, which are in stores. */
    static final ImmutableList<RecordKind> KINDS =
            ImmutableList.of(RecordKind.ISSUE, RecordKind.REDEEM, RecordKind.FLOOD);

    static final int TEST = 1 << 2;
    static final int TOKEN = 1 << 3;
    static final int ACCOUNT = 1 << 4;
    static final int COOKIE = 1 << 5;
    static final int CODE = 1 << 6;
    static final int FURTHER = 1 << 7;
    static final int REFERENCE = 1;
    static final int EXPLANATION = 1 << 1;

    private static final int INITIAL_SIZE = 16_384;
    private static final int SEVEN_BITS = 0x7f;
    private static final int CONTINUED = 0x80;

    private final Map<String, Integer> texts = new HashMap<>();
    private byte[] bytes = new byte[INITIAL_SIZE];
    private int size;

    private BlockWriter() {}

    /** The bytes of records, which are in the order of their ids. */
    static byte[] pack(ImmutableList<TransactionRecord> records) {
        BlockWriter writer = new BlockWriter();
        writer.number(VERSION);
        writer.number(records.size());
        long time = 0;
        for (TransactionRecord packed : records) {
            writer.number(packed.id().millis() - time);
            time = packed.id().millis();
            writer.add(packed);
        }
        return Arrays.copyOf(writer.bytes, writer.size);
    }

    private void add(TransactionRecord added) {
        fixed(added.id().tail(), RecordId.LARGEST_PART);
        boolean further = added.kind() == RecordKind.FLOOD
                || added.reference().isPresent()
                || added.explanation().isPresent()
                || !added.device().isEmpty();
        number(KINDS.indexOf(added.kind())
                | (added.environment() == Environment.TEST ? TEST : 0)
                | flag(added.token(), TOKEN)
                | flag(added.account(), ACCOUNT)
                | flag(added.cookie(), COOKIE)
                | flag(added.code(), CODE)
                | (further ? FURTHER : 0));
        text(added.drm().value());
        added.token().ifPresent(this::token);
        added.account().ifPresent(account -> number(account.value()));
        added.cookie().ifPresent(this::text);
        added.code().ifPresent(code -> number(Integer.toUnsignedLong(code)));
        if (further) {
            further(added);
        }
    }

    private static int flag(Optional<?> value, int flag) {
        return value.isPresent() ? flag : 0;
    }

    private void further(TransactionRecord added) {
        number(flag(added.reference(), REFERENCE) | flag(added.explanation(), EXPLANATION));
        added.reference().map(Reference::text).map(Hex::decode).map(TokenId::of).ifPresent(this::token);
        added.explanation().ifPresent(this::explanation);
        number(added.device().size());
        added.device().forEach((name, value) -> {
            text(name);
            text(value);
        });
        number(added.count());
    }

    private void explanation(Explanation explanation) {
        text(explanation.rule());
        text(explanation.expected());
        text(explanation.got());
        text(explanation.usualCause());
    }

    private void token(TokenId token) {
        fixed(token.high(), -1);
        fixed(token.low(), -1);
    }

    /** The number of the text in this block, and the text itself when it occurs first. */
    private void text(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        if (known != null) {
            number(known);
            return;
        }
        number(texts.size() - 1L);
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean narrow = new String(latin1, StandardCharsets.ISO_8859_1).equals(text);
        number((long) text.length() << 1 | (narrow ? 0 : 1));
        if (narrow) {
            put(latin1);
        } else {
            text.chars().forEach(unit -> fixed(unit, Character.MAX_VALUE));
        }
    }

    /** A number without a sign, seven bits a byte, the low ones first. */
    private void number(long number) {
        long rest = number;
        while ((rest & ~SEVEN_BITS) != 0) {
            put((byte) ((rest & SEVEN_BITS) | CONTINUED));
            rest >>>= 7;
        }
        put((byte) rest);
    }

    /** As many bytes as the largest value has, the high ones first. */
    private void fixed(long number, long largest) {
        for (int shift = Long.SIZE - Long.numberOfLeadingZeros(largest) - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put((byte) (number >>> shift));
        }
    }

    private void put(byte added) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = added;
    }

    private void put(byte[] added) {
        if (size + added.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (size + added.length));
        }
        System.arraycopy(added, 0, bytes, size, added.length);
        size += added.length;
    }
}
