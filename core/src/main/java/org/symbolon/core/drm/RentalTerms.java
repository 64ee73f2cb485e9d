package org.symbolon.core.drm;

import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL_DURATION;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PERIOD_END;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PLAY_DURATION;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.immutables.value.Value;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.parameter.ValueForm;

/**
 * The limits of a rental, which DRMs read from the same parameters, {@code rental.*} and {@code rentalDuration}
 * (token-api, "FairPlay parameters").
 */
@Value.Immutable
public abstract class RentalTerms {

    /** No rental: no limits. */
    public static final RentalTerms NONE = builder().build();

    /** The value of {@code rightsType} for a rental, without which the terms have no effect. */
    public static final String RENTAL = "Rental";

    public static final Parameter<EndTime> PERIOD_END_TIME = Parameter.<EndTime>named("rental.periodEndTime")
            .meaning(
                    "Until when playback of a rental may begin, in the syntax of expirationTime; only with rightsType=Rental")
            .missing(MISSING_RENTAL_PERIOD_END)
            .invalid(INVALID_RENTAL)
            .form(ValueForm.endTime("[1-9][0-9]{0,9}"))
            .parser(text -> EndTime.parse(text, INVALID_RENTAL))
            .build();

    public static final Parameter<Duration> PLAY_DURATION = Parameter.<Duration>named("rental.playDuration")
            .meaning(
                    "How long playback of a rental may last once begun, in seconds, 1 or more; only with rightsType=Rental")
            .missing(MISSING_RENTAL_PLAY_DURATION)
            .invalid(INVALID_RENTAL)
            .form(ValueForm.seconds(1))
            .parser(text -> Seconds.parse(text, 1, INVALID_RENTAL))
            .build();

    /** A limit that holds with every {@code rightsType}; it is not part of these terms. */
    public static final Parameter<Duration> RENTAL_DURATION = Parameter.<Duration>named("rentalDuration")
            .meaning("Seconds of a rental; 0, the default, means no rental limit; at most 4294967295")
            .invalid(INVALID_RENTAL_DURATION)
            .form(ValueForm.seconds(0))
            .parser(text -> Seconds.parse(text, 0, INVALID_RENTAL_DURATION))
            .build();

    /** The instant until which playback may begin; unlimited by default. */
    public abstract Optional<Instant> periodEnd();

    /** How long playback may last after it has begun, in whole seconds; unlimited by default. */
    public abstract Optional<Duration> playDuration();

    /**
     * Reads the terms of a request and refuses those that break a rule.
     *
     * @param periodEndRequired whether the end of the period must be known, from the request or the account's defaults
     */
    public static RentalTerms read(PolicyRequest reader, boolean periodEndRequired) {
        Optional<Instant> periodEnd = reader.read(PERIOD_END_TIME).map(end -> end.after(reader.now()));
        if (periodEnd.isPresent() && !periodEnd.get().isAfter(reader.now())) {
            reader.refuse(INVALID_RENTAL, PERIOD_END_TIME, "is not in the future");
        }
        if (periodEndRequired && periodEnd.isEmpty() && !reader.gives(PERIOD_END_TIME)) {
            reader.refuse(MISSING_RENTAL_PERIOD_END, PERIOD_END_TIME, "is required with rightsType=Rental");
        }
        Optional<Duration> playDuration = reader.read(PLAY_DURATION);
        return periodEnd.isEmpty() && playDuration.isEmpty()
                ? NONE
                : builder().periodEnd(periodEnd).playDuration(playDuration).build();
    }

    /** Whether the request gives a term. An account's default does not count. */
    public static boolean areGiven(PolicyRequest reader) {
        return reader.gives(PERIOD_END_TIME) || reader.gives(PLAY_DURATION);
    }

    /** No terms, for a request that is not for a rental. Terms that it gives are not read, and are named as ignored. */
    public static RentalTerms ignore(PolicyRequest reader) {
        reader.ignore(PERIOD_END_TIME);
        reader.ignore(PLAY_DURATION);
        return NONE;
    }

    /**
     * What is left of the period in which playback may begin; at least one second, because 0 means "no limit" in
     * licences.
     *
     * @throws LicenseRefusedException with -4010 if the period is over
     */
    public final Optional<Duration> periodLeft(Instant now) {
        if (periodEnd().isPresent() && !now.isBefore(periodEnd().get())) {
            throw new LicenseRefusedException(
                    Violation.of(SharedError.INVALID_TOKEN, "the rental period is over"),
                    Explanation.of(
                            "Playback of a rental begins before the end of its period.",
                            "a time before " + periodEnd().get(),
                            now.toString(),
                            "rental.periodEndTime lies before the token's end; give the token an expirationTime that is not later."));
        }
        return periodEnd()
                .map(end -> Duration.ofSeconds(
                        Math.max(1, Duration.between(now, end).toSeconds())));
    }

    /**
     * Writes the terms into a token: the end in milliseconds under one tag, the duration in seconds under the other.
     */
    public final void encode(FieldWriter fields, int periodEndTag, int playDurationTag) {
        if (periodEnd().isPresent()) {
            fields.number(periodEndTag, periodEnd().get().toEpochMilli());
        }
        if (playDuration().isPresent()) {
            fields.number(playDurationTag, playDuration().get().toSeconds());
        }
    }

    /** The same terms with the end of the period that the current field holds. */
    public final RentalTerms withPeriodEnd(FieldReader field) {
        return builder()
                .from(this)
                .periodEnd(Instant.ofEpochMilli(field.number()))
                .build();
    }

    /** The same terms with the duration that the current field holds. */
    public final RentalTerms withPlayDuration(FieldReader field) {
        return builder()
                .from(this)
                .playDuration(Duration.ofSeconds(field.number()))
                .build();
    }

    /** Passes each term on as a parameter of the interface: its name and its value. */
    public final void describe(BiConsumer<String, String> parameters) {
        periodEnd().ifPresent(end -> parameters.accept(PERIOD_END_TIME.name(), end.toString()));
        playDuration()
                .ifPresent(duration -> parameters.accept(PLAY_DURATION.name(), Long.toString(duration.toSeconds())));
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableRentalTerms.Builder {}
}
