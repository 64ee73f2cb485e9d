package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.Hex;

/** A block of an SPC or a CKC: {@code tag (8) | block length (4) | value length (4) | value | padding}. */
public final class Tllv {
    public static final int HEADER = 16;

    private static final int BLOCK_LENGTH_OFFSET = 8;
    private static final int VALUE_LENGTH_OFFSET = 12;

    private final long tag;
    private final byte[] bytes;
    private final int valueLength;

    private Tllv(long tag, byte[] bytes, int valueLength) {
        this.tag = tag;
        this.bytes = bytes;
        this.valueLength = valueLength;
    }

    /** A block with this padding after the value. */
    public static Tllv of(long tag, byte[] value, byte[] padding) {
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
     * Reads all blocks of a payload, in their order, by their tags. A length that leads beyond the payload is refused
     * before memory is allocated for it.
     *
     * @throws MalformedException if the blocks do not fill the payload exactly, or two blocks have the same tag
     */
    public static ImmutableMap<Long, Tllv> readAll(byte[] payload) {
        Map<Long, Tllv> blocks = new LinkedHashMap<>();
        ByteBuffer rest = ByteBuffer.wrap(payload);
        while (rest.hasRemaining()) {
            Tllv block = read(rest);
            if (blocks.put(block.tag, block) != null) {
                throw malformed(
                        "No two blocks have the same tag.",
                        "one block for each tag",
                        "two blocks with the tag " + tagText(block.tag));
            }
        }
        return ImmutableMap.copyOf(blocks);
    }

    private static Tllv read(ByteBuffer rest) {
        if (rest.remaining() < HEADER) {
            throw malformed("Blocks fill the payload completely.", "a header of 16 bytes", rest.remaining() + " bytes");
        }
        int at = rest.position();
        long tag = rest.getLong(at);
        long blockLength = Integer.toUnsignedLong(rest.getInt(at + BLOCK_LENGTH_OFFSET));
        long valueLength = Integer.toUnsignedLong(rest.getInt(at + VALUE_LENGTH_OFFSET));
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
        return new MalformedException(Explanation.of(
                rule,
                expected,
                got,
                "The player cut or changed the bytes, or they were encrypted under another key than was sent."));
    }

    /** A tag as 16 hexadecimal digits. */
    public static String tagText(long tag) {
        return Hex.encode(ByteBuffer.allocate(Long.BYTES).putLong(tag).array());
    }

    public long tag() {
        return tag;
    }

    public int valueLength() {
        return valueLength;
    }

    /** A copy of the value, without padding. */
    public byte[] value() {
        return Arrays.copyOfRange(bytes, HEADER, HEADER + valueLength);
    }

    /** A copy of the whole block, with header and padding. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The length of the whole block, in bytes. */
    public int length() {
        return bytes.length;
    }
}
