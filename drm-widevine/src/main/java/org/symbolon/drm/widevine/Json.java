package org.symbolon.drm.widevine;

import com.google.common.collect.ImmutableListMultimap;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads and writes the JSON of licence services. The depth and the length of what is read are limited. */
final class Json {
    /** The length limit of a JSON text. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 16;
    /** Keeps no table of property names, because the sender of the JSON could fill it. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private Json() {}

    static JsonGenerator generator(Writer target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
    }

    static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** All scalar values of a JSON text by the names of their properties, at any depth; empty if it is not JSON. */
    static Optional<ImmutableListMultimap<String, String>> values(byte[] text) {
        ImmutableListMultimap.Builder<String, String> values = ImmutableListMultimap.builder();
        try (JsonParser json = parser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(String.valueOf(json.currentName()), json.getString());
                }
            }
            return Optional.of(values.build());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
