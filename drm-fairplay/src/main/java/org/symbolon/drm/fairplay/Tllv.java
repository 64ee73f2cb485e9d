package org.symbolon.drm.fairplay;

import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.secret.Hex;

/** A block of an SPC or a CKC: {@code tag (8) | block length (4) | value length (4) | value | padding up to the block length}. */
final class Tllv {
    static final int HEADER = 16;

    private static final int BLOCK_LENGTH = 8;
    private static final int VALUE_LENGTH = 12;

    private final long tag;
    private final byte[] bytes;
    private final int valueLength;

    private Tllv(long tag, byte[] bytes, int valueLength) {
        this.tag = tag;
        this.bytes = bytes;
        this.valueLength = valueLength;
    }

    /** A block, with whatever padding it shall have. */
    static Tllv of(long tag, byte[] value, byte[] padding) {
        byte[] bytes = ByteBuffer.allocate(HEADER + value.length + padding.length)
                .putLong(tag)
                .putInt(value.length + padding.length)
                .putInt(value.length)
                .put(value)
                .put(padding)
                .array();
        return new Tllv(tag, bytes, value.length);
    }

    /**
     * Reads blocks from the first byte to the last, in their order. Bounded by the input: a length that leads beyond it is refused before anything is
     * allocated.
     *
     * @throws MalformedException if they do not fill it exactly, or two have one tag
     */
    static ImmutableMap<Long, Tllv> readAll(byte[] payload) {
        Map<Long, Tllv> blocks = new LinkedHashMap<>();
        ByteBuffer rest = ByteBuffer.wrap(payload);
        while (rest.hasRemaining()) {
            Tllv block = read(rest);
            if (blocks.put(block.tag, block) != null) {
                throw malformed("No tag comes twice.", "one block for each tag", "two for " + tagText(block.tag));
            }
        }
        return ImmutableMap.copyOf(blocks);
    }

    private static Tllv read(ByteBuffer rest) {
        if (rest.remaining() < HEADER) {
            throw malformed("Blocks fill the payload.", "a header of 16 bytes", rest.remaining() + " bytes");
        }
        int at = rest.position();
        long tag = rest.getLong(at);
        long blockLength = Integer.toUnsignedLong(rest.getInt(at + BLOCK_LENGTH));
        long valueLength = Integer.toUnsignedLong(rest.getInt(at + VALUE_LENGTH));
        if (blockLength > rest.remaining() - HEADER) {
            throw malformed(
                    "No block is longer than what is left of the payload.",
                    "at most " + (rest.remaining() - HEADER) + " bytes at offset " + at,
                    blockLength + " bytes");
        }
        if (valueLength > blockLength) {
            throw malformed(
                    "No value is longer than its block.",
                    "at most " + blockLength + " bytes at offset " + at,
                    valueLength + " bytes");
        }
        byte[] bytes = new byte[HEADER + (int) blockLength];
        rest.get(bytes);
        return new Tllv(tag, bytes, (int) valueLength);
    }

    private static MalformedException malformed(String rule, String expected, String got) {
        return new MalformedException(new Explanation(
                rule,
                expected,
                got,
                "The player cut or re-encoded the bytes, or they were encrypted under another key than was sent."));
    }

    /** A tag as the documents write it. */
    static String tagText(long tag) {
        return Hex.encode(ByteBuffer.allocate(Long.BYTES).putLong(tag).array());
    }

    long tag() {
        return tag;
    }

    int valueLength() {
        return valueLength;
    }

    byte[] value() {
        return Arrays.copyOfRange(bytes, HEADER, HEADER + valueLength);
    }

    /** All of it, as it came. */
    byte[] bytes() {
        return bytes.clone();
    }

    /** How long all of it is. */
    int length() {
        return bytes.length;
    }
}
