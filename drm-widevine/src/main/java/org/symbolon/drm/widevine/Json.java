package org.symbolon.drm.widevine;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** JSON as it is exchanged with a licence service; what comes in is bounded in depth and length. */
final class Json {
    static final int MOST_BYTES = 1 << 20;

    private static final int DEEPEST = 16;
    /** Remembers no names: those that others choose would fill the table. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(MOST_BYTES)
                    .maxDocumentLength(MOST_BYTES)
                    .build())
            .build();

    private Json() {}

    static JsonGenerator generator(Writer target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
    }

    static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }
}
