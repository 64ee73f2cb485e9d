package org.symbolon.drm.fairplay;

import static org.symbolon.core.drm.RentalTerms.RENTAL;

import java.util.Optional;
import java.util.stream.Stream;

/** What the viewer has bought: the content without a time limit, or a rental. */
public enum RightsType {
    BUY_TO_OWN("BuyToOwn"),
    RENTED(RENTAL);

    private final String text;

    RightsType(String text) {
        this.text = text;
    }

    /** The value of the parameter {@code rightsType}. */
    public String text() {
        return text;
    }

    static Optional<RightsType> of(String text) {
        return Stream.of(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
