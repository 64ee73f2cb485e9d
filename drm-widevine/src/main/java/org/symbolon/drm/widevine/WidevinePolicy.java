package org.symbolon.drm.widevine;

import static org.symbolon.core.drm.FieldWriter.OPTIONAL;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.Extension;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.RentalTerms;

/** The rules of a Widevine licence. */
@Value.Immutable
abstract class WidevinePolicy implements DrmPolicy {
    private static final int SECURITY_LEVEL = 1;
    private static final int HDCP = 2;
    private static final int LICENSE_DURATION = 3;
    private static final int RENTAL_PERIOD_END = 4;
    private static final int RENTAL_PLAY_DURATION = 5;
    private static final int EXTENSION = 6;
    private static final int RENTAL_DURATION = 7;
    private static final int PLAYBACK_DURATION = 8;
    private static final int CONTENT_ID = OPTIONAL;
    /** Only written if the licence may be kept. Older releases skip it, and their licences may not be kept. */
    private static final int PERSISTENT = OPTIONAL + 2;
    /** Left out for HD. Older releases skip the field and take every key for the track SD. */
    private static final int TRACK_TYPE = OPTIONAL + 1;

    private static final long UNKNOWN = -1;

    /** The content id; up to 128 bytes in UTF-8. */
    abstract Optional<String> contentId();

    /** The rules of each key, in the order of the keys; at least one. */
    abstract ImmutableList<KeyRules> keyRules();

    /** How long playback may last after it has begun, in whole seconds; unlimited if empty. */
    abstract Optional<Duration> licenseDuration();

    /**
     * The same limit as public clients name it, who give {@link #licenseDuration} the time until playback begins;
     * unlimited if empty.
     */
    abstract Optional<Duration> playbackDuration();

    /** How long the licence may be used before playback begins, in whole seconds; zero means without limit. */
    @Value.Default
    Duration rentalDuration() {
        return Duration.ZERO;
    }

    /** Whether the licence may be kept on the device; false by default. */
    @Value.Default
    boolean persistent() {
        return false;
    }

    /** The extensions of the licence. */
    abstract List<Extension> extensions();

    /** The terms of a rental; none by default. */
    @Value.Default
    RentalTerms rental() {
        return RentalTerms.NONE;
    }

    @Override
    public final void encode(FieldWriter fields) {
        KeyRules first = keyRules().get(0);
        fields.number(SECURITY_LEVEL, first.securityLevel().number())
                .number(HDCP, first.hdcp().number());
        if (first.trackType() != TrackType.HD) {
            fields.number(TRACK_TYPE, first.trackType().number());
        }
        if (licenseDuration().isPresent()) {
            fields.number(LICENSE_DURATION, licenseDuration().get().toSeconds());
        }
        playbackDuration().ifPresent(duration -> fields.number(PLAYBACK_DURATION, duration.toSeconds()));
        rental().encode(fields, RENTAL_PERIOD_END, RENTAL_PLAY_DURATION);
        if (!rentalDuration().isZero()) {
            fields.number(RENTAL_DURATION, rentalDuration().toSeconds());
        }
        if (persistent()) {
            fields.number(PERSISTENT, 1);
        }
        extensions().forEach(extension -> fields.bytes(EXTENSION, extension.toBytes()));
        contentId().ifPresent(id -> fields.text(CONTENT_ID, id));
    }

    /** Writes the rules that differ from those of the first key, so nothing for a token with one key. */
    @Override
    public final void encodeKey(int position, FieldWriter fields) {
        KeyRules first = keyRules().get(0);
        KeyRules rules = keyRules().get(position);
        if (rules.securityLevel() != first.securityLevel()) {
            fields.number(SECURITY_LEVEL, rules.securityLevel().number());
        }
        if (rules.hdcp() != first.hdcp()) {
            fields.number(HDCP, rules.hdcp().number());
        }
        if (rules.trackType() != first.trackType()) {
            fields.number(TRACK_TYPE, rules.trackType().number());
        }
    }

    /**
     * Reads what {@link #encode} and {@link #encodeKey} wrote.
     *
     * @throws MalformedFieldsException if a rule is missing or has a value that this release does not know
     */
    static WidevinePolicy decode(EncodedPolicy encoded) {
        Builder policy = builder();
        RentalTerms rental = RentalTerms.NONE;
        Map<Integer, Long> rulesOfFirst = new HashMap<>();
        FieldReader fields = encoded.fields();
        while (fields.next()) {
            switch (fields.tag()) {
                case SECURITY_LEVEL, HDCP, TRACK_TYPE -> rulesOfFirst.put(fields.tag(), fields.number());
                case LICENSE_DURATION -> policy.licenseDuration(Duration.ofSeconds(fields.number()));
                case PLAYBACK_DURATION -> policy.playbackDuration(Duration.ofSeconds(fields.number()));
                case RENTAL_PERIOD_END -> rental = rental.withPeriodEnd(fields);
                case RENTAL_PLAY_DURATION -> rental = rental.withPlayDuration(fields);
                case RENTAL_DURATION -> policy.rentalDuration(Duration.ofSeconds(fields.number()));
                case PERSISTENT -> policy.persistent(fields.number() == 1);
                case EXTENSION -> policy.addExtensions(Extension.ofBytes(fields.bytes()));
                case CONTENT_ID -> policy.contentId(fields.text());
                default -> fields.skip();
            }
        }
        encoded.keyFields().forEach(ofKey -> policy.addKeyRules(decodeKeyRules(ofKey, rulesOfFirst)));
        return policy.rental(rental).build();
    }

    private static KeyRules decodeKeyRules(FieldReader fields, Map<Integer, Long> rulesOfFirst) {
        Map<Integer, Long> rules = new HashMap<>(rulesOfFirst);
        while (fields.next()) {
            switch (fields.tag()) {
                case SECURITY_LEVEL, HDCP, TRACK_TYPE -> rules.put(fields.tag(), fields.number());
                default -> fields.skip();
            }
        }
        return new KeyRules(
                known(SecurityLevel.of(rules.getOrDefault(SECURITY_LEVEL, UNKNOWN))),
                known(Hdcp.find(rules.getOrDefault(HDCP, UNKNOWN))),
                known(TrackType.of(rules.getOrDefault(TRACK_TYPE, (long) TrackType.HD.number()))));
    }

    private static <T> T known(Optional<T> value) {
        return value.orElseThrow(() -> new MalformedFieldsException(
                "the policy lacks a rule of a key, or the rule has a value that this release does not know"));
    }

    @Override
    public final ImmutableListMultimap<String, String> parameters() {
        ImmutableListMultimap.Builder<String, String> parameters = ImmutableListMultimap.builder();
        if (persistent()) {
            parameters.put(WidevineParameters.GENERAL_FLAGS, WidevineParameters.PERSISTENCE);
        }
        contentId().ifPresent(id -> parameters.put(WidevineParameters.CONTENT_ID.name(), id));
        for (int key = 0; key < keyRules().size(); key++) {
            String suffix = keyRules().size() == 1 ? "" : "." + key;
            keyRules().get(key).describe(suffix, parameters);
        }
        licenseDuration()
                .ifPresent(duration -> parameters.put(
                        WidevineParameters.LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
        playbackDuration()
                .ifPresent(duration -> parameters.put(
                        WidevineParameters.PLAYBACK_DURATION.name(), Long.toString(duration.toSeconds())));
        extensions().forEach(extension -> parameters.put(WidevineParameters.WV_EXTENSION.name(), extension.toString()));
        if (!rentalDuration().isZero()) {
            parameters.put(
                    RentalTerms.RENTAL_DURATION.name(),
                    Long.toString(rentalDuration().toSeconds()));
        }
        if (!rental().equals(RentalTerms.NONE)) {
            parameters.put(WidevineParameters.RIGHTS_TYPE.name(), RentalTerms.RENTAL);
        }
        rental().describe(parameters::put);
        return parameters.build();
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends ImmutableWidevinePolicy.Builder {}
}
