package org.symbolon.drm.fairplay.message;

/** A known block of an SPC: its tag, the lengths that its value may have, and whether every SPC must have it. */
public enum SpcField {
    SK_R1("[SK..R1]", 0x3d1a10b8bffac2ecL, Lengths.of(112), true),
    INTEGRITY("the [SK..R1] integrity", 0xb349d4809e910687L, Lengths.of(16), true),
    ANTI_REPLAY_SEED("the anti-replay seed", 0x89c90f12204106b2L, Lengths.of(16), true),
    R2("R2", 0x71b5595ac1521133L, Lengths.of(21), true),
    ASSET_ID("the asset id", 0x1bf7f53f5d5d5a1fL, new Lengths(2, 200, 1), true),
    RETURN_REQUEST("the return request", 0x19f9d4e5ab7609cbL, new Lengths(0, Integer.MAX_VALUE, 8), false),
    TRANSACTION_ID("the transaction id", 0x47aa7ad3440577deL, Lengths.of(8), false),
    VERSIONS_SUPPORTED(
            "the protocol versions supported", 0x67b8fb79ecce1a13L, new Lengths(4, Integer.MAX_VALUE, 4), false),
    VERSION_USED("the protocol version used", 0x5d81bcbcc7f61703L, Lengths.of(4), false),
    STREAMING_INDICATOR("the streaming indicator", 0xabb0256a31843974L, Lengths.of(8), false),
    MEDIA_PLAYBACK_STATE("the media playback state", 0xeb8efdf2b25ab3a0L, Lengths.of(16), false);

    private final String description;
    private final long tag;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final Lengths lengths;

    private final boolean required;

    SpcField(String description, long tag, Lengths lengths, boolean required) {
        this.description = description;
        this.tag = tag;
        this.lengths = lengths;
        this.required = required;
    }

    /** The name of the block for explanations, such as {@code the asset id}. */
    public String description() {
        return description;
    }

    public long tag() {
        return tag;
    }

    public Lengths lengths() {
        return lengths;
    }

    public boolean required() {
        return required;
    }

    /**
     * The allowed lengths of a value.
     *
     * @param min the smallest, in bytes
     * @param max the largest, in bytes
     * @param step every length is a multiple of this
     */
    public record Lengths(int min, int max, int step) {
        static Lengths of(int exactly) {
            return new Lengths(exactly, exactly, 1);
        }

        boolean allow(int length) {
            return length >= min && length <= max && length % step == 0;
        }

        @Override
        public String toString() {
            if (min == max) {
                return min + " bytes";
            }
            return step > 1 ? "a multiple of " + step + " bytes, at least " + min : min + " to " + max + " bytes";
        }
    }
}
