package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.Hex;

/**
 * A server playback context (SPC) whose payload is decrypted and valid. The secrets of the device in it are still
 * encrypted.
 */
public final class Spc {
    private static final ImmutableMap<Integer, String> PLAYBACK_STATES = ImmutableMap.of(
            0xf4dee5a2, "ready to start",
            0xa5d6739e, "playing or paused",
            0x4f834330, "playing, lease about to end",
            0x5991bf20, "suspended");
    private static final int PLAYBACK_STATE_OFFSET = 4;

    private final ImmutableMap<Long, Tllv> blocks;

    private Spc(ImmutableMap<Long, Tllv> blocks) {
        this.blocks = blocks;
    }

    /**
     * Reads the payload.
     *
     * @throws MalformedException if a block with a known tag is missing or invalid; other blocks are not checked
     */
    public static Spc read(byte[] payload) {
        Spc spc = new Spc(Tllv.readAll(payload));
        for (SpcField field : SpcField.values()) {
            spc.checkLength(field);
        }
        spc.checkVersion();
        spc.checkReturnRequest();
        return spc;
    }

    private void checkLength(SpcField field) {
        Optional<Tllv> block = block(field);
        if (block.isEmpty() && field.required()) {
            throw malformed(
                    "An SPC has " + field.description() + ".", "tag " + Tllv.tagText(field.tag()), "no such block");
        }
        block.map(Tllv::valueLength)
                .filter(length -> !field.lengths().allow(length))
                .ifPresent(length -> {
                    throw malformed(
                            "The length of " + field.description() + " is right.",
                            field.lengths().toString(),
                            length + " bytes");
                });
    }

    private void checkVersion() {
        Optional<Integer> used = find(SpcField.VERSION_USED).map(value -> value.getInt(0));
        Optional<ImmutableSet<Integer>> supported =
                find(SpcField.VERSIONS_SUPPORTED).map(Spc::ints);
        if (used.isPresent() && supported.isPresent() && !supported.get().contains(used.get())) {
            throw malformed(
                    "The protocol version used is one of those that the device supports.",
                    "one of " + supported.get(),
                    used.get().toString());
        }
    }

    private static ImmutableSet<Integer> ints(ByteBuffer values) {
        ImmutableSet.Builder<Integer> ints = ImmutableSet.builder();
        while (values.hasRemaining()) {
            ints.add(values.getInt());
        }
        return ints.build();
    }

    private void checkReturnRequest() {
        for (long tag : requestedTags()) {
            if (!blocks.containsKey(tag)) {
                throw malformed(
                        "The return request names blocks of the SPC.", "a block " + Tllv.tagText(tag), "no such block");
            }
            if (CkcField.hasTag(tag)) {
                throw malformed(
                        "The return request names no block that the CKC has of its own.",
                        "another tag",
                        Tllv.tagText(tag));
            }
        }
    }

    private ImmutableSet<Long> requestedTags() {
        ImmutableSet.Builder<Long> tags = ImmutableSet.builder();
        find(SpcField.RETURN_REQUEST).ifPresent(value -> {
            while (value.hasRemaining()) {
                tags.add(value.getLong());
            }
        });
        return tags.build();
    }

    private static MalformedException malformed(String rule, String expected, String got) {
        return new MalformedException(Explanation.of(
                rule, expected, got, "The SPC was changed on its way, or an Apple device did not make it."));
    }

    private Optional<Tllv> block(SpcField field) {
        return Optional.ofNullable(blocks.get(field.tag()));
    }

    private Optional<ByteBuffer> find(SpcField field) {
        return block(field).map(Tllv::value).map(ByteBuffer::wrap);
    }

    /** The value of a field that is required. */
    public byte[] value(SpcField field) {
        return block(field).orElseThrow().value();
    }

    /** Whether the device can be given durations: it has sent its playback state. */
    public boolean asksForDurations() {
        return block(SpcField.MEDIA_PLAYBACK_STATE).isPresent();
    }

    /** The blocks that the CKC must contain unchanged, each once. */
    public ImmutableList<Tllv> returned() {
        return requestedTags().stream().map(blocks::get).collect(ImmutableList.toImmutableList());
    }

    /** Facts about the device, for records. */
    public ImmutableMap<String, String> facts() {
        ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
        find(SpcField.VERSION_USED)
                .ifPresent(value -> facts.put("protocolVersion", Integer.toUnsignedString(value.getInt())));
        block(SpcField.STREAMING_INDICATOR)
                .ifPresent(block -> facts.put("streamingIndicator", Hex.encode(block.value())));
        find(SpcField.MEDIA_PLAYBACK_STATE)
                .ifPresent(value -> facts.put("playback", playback(value.getInt(PLAYBACK_STATE_OFFSET))));
        return facts.buildOrThrow();
    }

    private static String playback(int state) {
        return PLAYBACK_STATES.getOrDefault(
                state,
                Hex.encode(ByteBuffer.allocate(Integer.BYTES).putInt(state).array()));
    }
}
