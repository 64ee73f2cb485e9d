package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads SPCs from JSON: {@code {"spc": …}} or {@code {"fairplay-streaming-request": {"version": 1, "streaming-keys":
 * [{"id": …, "uri": …, "spc": …}]}}}. Members that are not known are skipped.
 */
final class SpcJson {
    /** As many as a token can hold. */
    static final int MAX_KEYS = 16;

    private static final String SPC = "spc";
    private static final String REQUEST = "fairplay-streaming-request";
    private static final String VERSION = "version";
    private static final String KEYS = "streaming-keys";
    private static final ImmutableSet<String> ECHOED = ImmutableSet.of("id", "uri");
    /** Keeps no table of property names, because callers could fill it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(SpcBody.MAX_BYTES)
                    .maxDocumentLength(SpcBody.MAX_BYTES)
                    .build())
            .build();

    private final JsonParser json;
    private final List<String> single = new ArrayList<>();
    private final List<PostedSpc> streaming = new ArrayList<>();
    private boolean hasRequest;

    private SpcJson(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads a body.
     *
     * @throws MalformedException if it is not JSON, or has no SPC or too many
     */
    static SpcBody read(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new SpcJson(json).read();
        } catch (JacksonException e) {
            throw SpcBody.malformed("JSON, an object with a member spc", "something that begins like JSON but is not");
        }
    }

    private SpcBody read() {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            readMember(json.currentName(), json.nextToken());
        }
        if (json.nextToken() != null) {
            throw SpcBody.malformed("one JSON object", "more text after the object");
        }
        if (hasRequest && single.isEmpty()) {
            return new SpcBody(ImmutableList.copyOf(streaming), CkcForm.STREAMING);
        }
        if (hasRequest || single.size() != 1) {
            throw SpcBody.malformed(
                    "one " + SPC + ", or one " + REQUEST,
                    "JSON, with " + single.size() + " of the first" + (hasRequest ? " and one of the second" : ""));
        }
        return new SpcBody(ImmutableList.of(PostedSpc.base64(single.get(0))), CkcForm.JSON);
    }

    private void readMember(String name, JsonToken value) {
        if (name.equals(SPC) && value == JsonToken.VALUE_STRING) {
            single.add(json.getString());
        } else if (name.equals(REQUEST) && value == JsonToken.START_OBJECT) {
            if (hasRequest) {
                throw SpcBody.malformed("one " + REQUEST, "two");
            }
            hasRequest = true;
            readRequest();
        } else {
            json.skipChildren();
        }
    }

    private void readRequest() {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(VERSION)
                    && !(value == JsonToken.VALUE_NUMBER_INT && json.getString().equals("1"))) {
                throw SpcBody.malformed(REQUEST + " of version 1", "another version");
            }
            if (name.equals(KEYS) && value == JsonToken.START_ARRAY) {
                readKeys();
            } else {
                json.skipChildren();
            }
        }
        if (streaming.isEmpty()) {
            throw SpcBody.malformed("1 to " + MAX_KEYS + " " + KEYS, "none");
        }
    }

    private void readKeys() {
        for (JsonToken value = json.nextToken(); value != JsonToken.END_ARRAY; value = json.nextToken()) {
            if (value != JsonToken.START_OBJECT) {
                throw SpcBody.malformed(KEYS + " that are JSON objects", "something else");
            }
            if (streaming.size() == MAX_KEYS) {
                throw SpcBody.malformed("1 to " + MAX_KEYS + " " + KEYS, "more");
            }
            streaming.add(readKey());
        }
    }

    /** A key without an SPC, or with one that is not text, is read: the answer refuses it alone. */
    private PostedSpc readKey() {
        String spc = "";
        Map<String, Object> echoed = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals(SPC) && value == JsonToken.VALUE_STRING) {
                spc = json.getString();
            } else if (ECHOED.contains(name)) {
                echo(name, value, echoed);
            }
            json.skipChildren();
        }
        return PostedSpc.base64(spc, ImmutableMap.copyOf(echoed));
    }

    /** Keeps what the answer repeats. A number stays a number, because players compare it with theirs. */
    private void echo(String name, JsonToken value, Map<String, Object> echoed) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            echoed.put(name, json.getBigIntegerValue());
        } else if (value == JsonToken.VALUE_STRING) {
            echoed.put(name, json.getString());
        }
    }
}
