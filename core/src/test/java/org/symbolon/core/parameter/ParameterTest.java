package org.symbolon.core.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_KID;
import static org.symbolon.core.error.SharedError.INVALID_KID_LENGTH;
import static org.symbolon.core.error.SharedError.MISSING_KID;
import static org.symbolon.core.error.SharedError.MISSING_VALUE;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link Parameter} and {@link RequestParameters}. */
class ParameterTest {

    private static Parameter.Builder<String> kid() {
        return Parameter.<String>named("kid")
                .meaning("A key")
                .invalid(INVALID_KID)
                .example("^kid1")
                .parser(Parsed::valid);
    }

    @Test
    void required_withoutAnExample_isRefusedUnlessItIsASecret() {
        Parameter.Builder<String> without = Parameter.<String>named("kid")
                .meaning("A key")
                .required(true)
                .missing(MISSING_KID)
                .invalid(INVALID_KID)
                .parser(Parsed::valid);
        assertThrows(IllegalStateException.class, without::build);
        assertTrue(without.secret(true).build().example().isEmpty());
    }

    @Test
    void required_withoutACodeForBeingLeftOut_isRefused() {
        assertThrows(IllegalStateException.class, () -> kid().required(true).build());
        assertTrue(kid().required(true).missing(MISSING_KID).build().required());
    }

    @Test
    void required_andRepeatable_isRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> kid().required(true).repeatable(true).missing(MISSING_KID).build());
    }

    @Test
    void secret_hasNoDefaultUnlessItSaysSo() {
        assertTrue(kid().build().defaultable());
        assertFalse(kid().secret(true).build().defaultable());
        assertFalse(kid().defaultable(false).build().defaultable());
    }

    @Test
    void codes_areAllThatItCanRaise() {
        assertEquals(ImmutableSet.of(MISSING_VALUE, INVALID_KID), kid().build().codes());
        assertEquals(
                ImmutableSet.of(MISSING_KID, INVALID_KID, INVALID_KID_LENGTH),
                kid().missing(MISSING_KID)
                        .addOtherCodes(INVALID_KID_LENGTH)
                        .build()
                        .codes());
    }

    @Test
    void requestParameters_countNamesCaseSensitively() {
        RequestParameters parameters = RequestParameters.builder()
                .add("kid", "1")
                .add("KID", "2")
                .add("kid", "3")
                .build();
        assertEquals(2, parameters.count("kid"));
        assertEquals(1, parameters.count("KID"));
        assertEquals(0, parameters.count("Kid"));
        assertEquals(ImmutableList.of("1", "3"), parameters.all("kid"));
        assertEquals("1", parameters.first("kid"));
        assertFalse(parameters.gives("Kid"));
    }

    @Test
    void requestParameters_printTheirNamesAlone() {
        assertEquals(
                "RequestParameters[kid]",
                RequestParameters.of(Map.of("kid", "secret")).toString());
    }

    @Test
    void requestParameters_builderCountsWhatWasAdded() {
        assertEquals(2, RequestParameters.builder().add("a", "").add("a", "").size());
    }
}
