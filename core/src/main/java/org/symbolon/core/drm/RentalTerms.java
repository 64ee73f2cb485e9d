package org.symbolon.core.drm;

import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PERIOD_END;
import static org.symbolon.core.error.SharedError.MISSING_RENTAL_PLAY_DURATION;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.Seconds;
import org.symbolon.core.token.FieldReader;
import org.symbolon.core.token.FieldWriter;

/**
 * The terms of a rental, which both DRMs read in the same words ({@code rental.*}; token-api, "FairPlay parameters").
 *
 * @param periodEnd until when playback may begin
 * @param playDuration how long playback may last, once begun
 */
public record RentalTerms(Optional<Instant> periodEnd, Optional<Duration> playDuration) {

    /** No rental. */
    public static final RentalTerms NONE = new RentalTerms(Optional.empty(), Optional.empty());

    /** The value of {@code rightsType} that asks for {@code rental.periodEndTime}. */
    public static final String RENTAL = "Rental";

    public static final Parameter<EndTime> PERIOD_END_TIME = Parameter.<EndTime>named("rental.periodEndTime")
            .meaning("Until when playback may begin, in the syntax of expirationTime; required with rightsType=Rental")
            .missing(MISSING_RENTAL_PERIOD_END)
            .invalid(INVALID_RENTAL)
            .parser(text -> EndTime.parse(text, INVALID_RENTAL))
            .build();

    public static final Parameter<Duration> PLAY_DURATION = Parameter.<Duration>named("rental.playDuration")
            .meaning("How long playback may last once begun, in seconds, 1 or more")
            .missing(MISSING_RENTAL_PLAY_DURATION)
            .invalid(INVALID_RENTAL)
            .parser(RentalTerms::parsePlayDuration)
            .build();

    private static Parsed<Duration> parsePlayDuration(String text) {
        return Seconds.parse(text, 1)
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid(INVALID_RENTAL, Seconds.rule(1)));
    }

    /**
     * Reads the terms.
     *
     * @param required whether the request says {@code rightsType=Rental}
     */
    public static RentalTerms read(ParameterReader reader, Instant now, boolean required) {
        Optional<Instant> periodEnd = reader.read(PERIOD_END_TIME).map(end -> end.after(now));
        if (periodEnd.isPresent() && !periodEnd.get().isAfter(now)) {
            reader.refuse(INVALID_RENTAL, PERIOD_END_TIME, "is not in the future");
        }
        if (required && !reader.gives(PERIOD_END_TIME)) {
            reader.refuse(MISSING_RENTAL_PERIOD_END, PERIOD_END_TIME, "is required with rightsType=Rental");
        }
        Optional<Duration> playDuration = reader.read(PLAY_DURATION);
        return periodEnd.isEmpty() && playDuration.isEmpty() ? NONE : new RentalTerms(periodEnd, playDuration);
    }

    /**
     * How much is left of the period in which playback may begin; at least a second, since 0 means "without limit" in licences.
     *
     * @throws LicenseRefusedException with -4010 if the period is over
     */
    public Optional<Duration> periodLeft(Instant now) {
        if (periodEnd.isPresent() && !now.isBefore(periodEnd.get())) {
            throw new LicenseRefusedException(
                    Violation.of(SharedError.INVALID_TOKEN, "the rental period is over"),
                    new Explanation(
                            "Playback of a rental begins before the end of its period.",
                            "a time before " + periodEnd.get(),
                            now.toString(),
                            "rental.periodEndTime lies before the token's end; give the token an expirationTime that is no later."));
        }
        return periodEnd.map(
                end -> Duration.ofSeconds(Math.max(1, Duration.between(now, end).toSeconds())));
    }

    /** Writes the terms: the period's end in milliseconds under one tag, the duration in seconds under another. */
    public void encode(FieldWriter fields, int periodEndTag, int playDurationTag) {
        periodEnd.ifPresent(end -> fields.number(periodEndTag, end.toEpochMilli()));
        playDuration.ifPresent(duration -> fields.number(playDurationTag, duration.toSeconds()));
    }

    /** These terms with the period's end that a token holds. */
    public RentalTerms withPeriodEnd(FieldReader field) {
        return new RentalTerms(Optional.of(Instant.ofEpochMilli(field.number())), playDuration);
    }

    /** These terms with the duration that a token holds. */
    public RentalTerms withPlayDuration(FieldReader field) {
        return new RentalTerms(periodEnd, Optional.of(Duration.ofSeconds(field.number())));
    }

    /** Says the terms in the words of the interface, a parameter's name and its value at a time. */
    public void describe(BiConsumer<String, String> parameters) {
        periodEnd.ifPresent(end -> parameters.accept(PERIOD_END_TIME.name(), end.toString()));
        playDuration.ifPresent(
                duration -> parameters.accept(PLAY_DURATION.name(), Long.toString(duration.toSeconds())));
    }
}
