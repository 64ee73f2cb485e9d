package org.symbolon.drm.fairplay;

import static org.symbolon.core.drm.RentalTerms.RENTAL;

import java.util.Optional;
import java.util.stream.Stream;

/** What a viewer has: the content for ever, or for a while. */
public enum RightsType {
    BUY_TO_OWN("BuyToOwn"),
    RENTED(RENTAL);

    private final String text;

    RightsType(String text) {
        this.text = text;
    }

    /** The word on the wire. */
    public String text() {
        return text;
    }

    static Optional<RightsType> of(String text) {
        return Stream.of(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
