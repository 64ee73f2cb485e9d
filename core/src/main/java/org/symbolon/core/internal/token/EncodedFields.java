package org.symbolon.core.internal.token;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;

/** Fields that a plug-in wrote and that only it can read. */
public final class EncodedFields {
    /** No fields. */
    static final EncodedFields NONE = new EncodedFields(new byte[0]);

    private final byte[] bytes;

    private EncodedFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What the given code writes. */
    public static EncodedFields write(Consumer<FieldWriter> code) {
        FieldWriter fields = new FieldWriter();
        code.accept(fields);
        return ofBytes(fields.toBytes());
    }

    static EncodedFields ofBytes(byte[] bytes) {
        return bytes.length == 0 ? NONE : new EncodedFields(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A new reader at the first field. */
    public FieldReader read() {
        return new FieldReader(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedFields fields && Arrays.equals(bytes, fields.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "EncodedFields[" + bytes.length + " bytes]";
    }
}
