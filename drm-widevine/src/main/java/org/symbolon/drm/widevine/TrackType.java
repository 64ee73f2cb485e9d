package org.symbolon.drm.widevine;

import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.parameter.WholeNumber;

/** The track of the content that a key decrypts. The names are those that licence services use. */
public enum TrackType {
    SD(0),
    HD(1),
    AUDIO(2),
    UHD1(3),
    UHD2(4);

    private final int number;

    TrackType(int number) {
        this.number = number;
    }

    /** The number in requests and tokens, 0 to 4. */
    public int number() {
        return number;
    }

    static Optional<TrackType> of(long number) {
        return Stream.of(values()).filter(track -> track.number == number).findFirst();
    }

    /** The track with the number that a request gives; empty for any other text. */
    static Optional<TrackType> parse(String text) {
        return of(WholeNumber.parse(text).orElse(-1));
    }
}
