package org.symbolon.drm.clearkey;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.time.Duration;
import java.util.Optional;
import org.immutables.value.Value;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.FieldReader;
import org.symbolon.core.drm.FieldWriter;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.ValueForm;

/** The rules of a Clear Key licence: from the parameters of a request into a token, and out of it again. */
@Value.Immutable
abstract class ClearKeyPolicy implements DrmPolicy {
    static final Parameter<Boolean> PERSIST = Parameter.<Boolean>named("persist")
            .meaning("Whether the player may store the licence: true or false (default)")
            .invalid(ClearKeyError.INVALID_PERSIST)
            .form(ValueForm.oneOf("true", "false"))
            .parser(ClearKeyPolicy::parsePersist)
            .build();

    static final Parameter<Duration> LICENSE_DURATION = Parameter.<Duration>named("licenseDuration")
            .meaning("Seconds from the issuance of the token during which it gives licences, 1 or more; left out: until"
                    + " the token ends")
            .invalid(ClearKeyError.INVALID_LICENSE_DURATION)
            .form(ValueForm.seconds(1))
            .parser(ClearKeyPolicy::parseDuration)
            .build();

    static final ImmutableList<Parameter<?>> PARAMETERS = ImmutableList.of(PERSIST, LICENSE_DURATION);

    /** Below {@link FieldWriter#OPTIONAL}: a release that does not know the limit must not give the licence. */
    private static final int DURATION_TAG = 1;
    /** A release that does not know it gives temporary licences only, which does no harm. */
    private static final int PERSIST_TAG = FieldWriter.OPTIONAL;

    /** Whether the player may store the licence. */
    abstract boolean persist();

    /** How long after its issuance the token gives licences, in whole seconds; until its end if empty. */
    abstract Optional<Duration> licenseDuration();

    /** Reads the policy of a request. An invalid value is a violation, and counts as left out. */
    static ClearKeyPolicy read(PolicyRequest request) {
        return ImmutableClearKeyPolicy.builder()
                .persist(request.read(PERSIST).orElse(false))
                .licenseDuration(request.read(LICENSE_DURATION))
                .build();
    }

    private static Parsed<Boolean> parsePersist(String text) {
        return switch (text) {
            case "true" -> Parsed.valid(true);
            case "false" -> Parsed.valid(false);
            default -> Parsed.invalid(ClearKeyError.INVALID_PERSIST, "must be true or false");
        };
    }

    private static Parsed<Duration> parseDuration(String text) {
        return Seconds.parse(text, 1)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(ClearKeyError.INVALID_LICENSE_DURATION, Seconds.rule(1)));
    }

    @Override
    public final void encode(FieldWriter fields) {
        licenseDuration().ifPresent(duration -> fields.number(DURATION_TAG, duration.toSeconds()));
        if (persist()) {
            fields.number(PERSIST_TAG, 1);
        }
    }

    /**
     * Reads what {@link #encode} wrote. Keys have no rules of their own, so unknown fields of keys are only skipped or
     * refused.
     */
    static ClearKeyPolicy decode(EncodedPolicy encoded) {
        ImmutableClearKeyPolicy.Builder policy = ImmutableClearKeyPolicy.builder();
        boolean persist = false;
        FieldReader fields = encoded.fields();
        while (fields.next()) {
            switch (fields.tag()) {
                case DURATION_TAG -> policy.licenseDuration(Duration.ofSeconds(fields.number()));
                case PERSIST_TAG -> persist = fields.number() != 0;
                default -> fields.skip();
            }
        }
        for (FieldReader ofKey : encoded.keyFields()) {
            while (ofKey.next()) {
                ofKey.skip();
            }
        }
        return policy.persist(persist).build();
    }

    @Override
    public final ImmutableListMultimap<String, String> parameters() {
        ImmutableListMultimap.Builder<String, String> parameters = ImmutableListMultimap.builder();
        parameters.put(PERSIST.name(), Boolean.toString(persist()));
        licenseDuration()
                .ifPresent(duration -> parameters.put(LICENSE_DURATION.name(), Long.toString(duration.toSeconds())));
        return parameters.build();
    }
}
