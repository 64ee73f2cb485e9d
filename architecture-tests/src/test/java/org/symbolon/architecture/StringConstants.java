package org.symbolon.architecture;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** The string constants of a class, read from the constant pool of its class file (JVM specification, section 4.4). */
final class StringConstants {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int STRING = 8;

    private StringConstants() {}

    static ImmutableList<String> of(JavaClass type) {
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream();
                DataInputStream data = new DataInputStream(file)) {
            return read(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImmutableList<String> read(DataInputStream data) throws IOException {
        data.skipNBytes(8);
        int count = data.readUnsignedShort();
        String[] texts = new String[count];
        Set<Integer> strings = new HashSet<>();
        for (int i = 1; i < count; i++) {
            int tag = data.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[i] = data.readUTF();
                case STRING -> strings.add(data.readUnsignedShort());
                case LONG, DOUBLE -> {
                    data.skipNBytes(8);
                    i++;
                }
                case 7, 16, 19, 20 -> data.skipNBytes(2);
                case 15 -> data.skipNBytes(3);
                default -> data.skipNBytes(4);
            }
        }
        return strings.stream().map(i -> texts[i]).collect(ImmutableList.toImmutableList());
    }
}
