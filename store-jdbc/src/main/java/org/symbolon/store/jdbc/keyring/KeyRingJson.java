package org.symbolon.store.jdbc.keyring;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.value.Hex;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a key ring:
 * {@code {"version":1,"keys":[{"id":"9c2f01ab","sealsFrom":"2026-01-31T12:00:00Z","key":"<128 hex digits>"}]}}, with
 * {@code "store":"<the id of the store>"} besides.
 * Exceptions name the file but quote nothing of it, and have no cause, because Jackson's messages quote what they read.
 */
final class KeyRingJson {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyRingJson() {}

    /**
     * What the file says.
     *
     * @param store the id of the store that the ring belongs to; empty in the file of an earlier release
     */
    record Content(KeyRing ring, Optional<UUID> store) {}

    static byte[] write(Content content) {
        ObjectNode root = MAPPER.createObjectNode().put("version", VERSION);
        content.store().ifPresent(store -> root.put("store", store.toString()));
        ArrayNode keys = root.putArray("keys");
        for (RingKey key : content.ring().keys()) {
            keys.addObject()
                    .put("id", key.id().toString())
                    .put("sealsFrom", key.sealsFrom().toString())
                    .put("key", Hex.encode(key.key().reveal()));
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    static Content read(byte[] json, Path file) {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.required("version").intValue();
            if (version > VERSION) {
                throw new StoreUnavailableException("a newer release has written the key ring " + file);
            }
            Optional<UUID> store = Optional.ofNullable(root.get("store")).map(id -> UUID.fromString(id.stringValue()));
            return new Content(ring(root.required("keys")), store);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new StoreUnavailableException("the key ring " + file
                    + " is damaged; restore it from a backup, because its tokens cannot be opened without it");
        }
    }

    private static KeyRing ring(JsonNode entries) {
        ImmutableList.Builder<RingKey> keys = ImmutableList.builder();
        for (JsonNode key : entries) {
            keys.add(key(key));
        }
        return new KeyRing(keys.build());
    }

    private static RingKey key(JsonNode key) {
        RingKeyId id =
                RingKeyId.parse(key.required("id").stringValue()).orElseThrow(() -> new IllegalArgumentException("id"));
        SealingKey sealingKey = SealingKey.of(Hex.decode(key.required("key").stringValue()));
        return new RingKey(
                id, sealingKey, Instant.parse(key.required("sealsFrom").stringValue()));
    }
}
