package org.symbolon.core.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_COOKIE;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.MISSING_KID;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.symbolon.core.error.Violation;

class ParameterReaderTest {
    private static final Parameter<Long> NUMBER = number("number").build();
    private static final Parameter<Long> REQUIRED =
            number("required").required(true).missing(MISSING_KID).build();
    private static final Parameter<Long> MANY = number("many").repeatable(true).build();
    private static final Parameter<Long> NO_DEFAULT =
            number("noDefault").defaultable(false).build();

    private static Parameter.Builder<Long> number(String name) {
        return Parameter.<Long>named(name)
                .meaning("A number")
                .invalid(INVALID_COOKIE)
                .example("1")
                .parser(ParameterReaderTest::parse);
    }

    private static Parsed<Long> parse(String text) {
        OptionalLong number = WholeNumber.parse(text);
        return number.isPresent()
                ? Parsed.valid(number.getAsLong())
                : Parsed.invalid(INVALID_RENTAL, "must be a number");
    }

    private static ParameterReader reader(String... namesAndValues) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ParameterReader(parameters.build());
    }

    private static List<String> problems(ParameterReader reader) {
        return reader.violations().stream()
                .map(violation -> violation.code().number() + " " + violation.rule())
                .toList();
    }

    @Test
    void read_validValue_isReadWithoutViolation() {
        ParameterReader reader = reader("number", "7");
        assertEquals(Optional.of(7L), reader.read(NUMBER));
        assertFalse(reader.hasViolations());
    }

    @Test
    void read_invalidValue_hasTheParsersCodeAndRule() {
        ParameterReader reader = reader("number", "x");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(
                ImmutableList.of(Violation.of(INVALID_RENTAL, "number", "number must be a number")),
                reader.violations());
    }

    @Test
    void read_leftOut_isRefusedOnlyWhereRequired() {
        ParameterReader reader = reader("Number", "7", "REQUIRED", "7");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-4018 required is required"), problems(reader));
    }

    @Test
    void read_emptyValue_hasTheMissingCodeOr2035() {
        ParameterReader reader = reader("number", "", "required", "");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2035 number is empty", "-4018 required is empty"), problems(reader));
        assertTrue(reader.givesEmpty(NUMBER));
        assertTrue(reader.gives(NUMBER));
    }

    @Test
    void read_givenTwice_hasTheInvalidCodeWhateverTheValues() {
        ParameterReader reader = reader("number", "7", "required", "", "number", "7", "required", "1", "required", "2");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(
                List.of(
                        "-2033 number is given 2 times; it takes one value",
                        "-2033 required is given 3 times; it takes one value"),
                problems(reader));
    }

    @Test
    void readAll_keepsTheOrderAndRefusesEachInvalidValue() {
        ParameterReader reader = reader("many", "3", "many", "x", "other", "9", "many", "", "many", "1");
        assertEquals(ImmutableList.of(3L, 1L), reader.readAll(MANY));
        assertEquals(List.of("-2025 many must be a number", "-2035 many is empty"), problems(reader));
        assertEquals(ImmutableList.of(), reader().readAll(MANY));
    }

    @Test
    void defaults_standInForWhatIsLeftOutAlone() {
        ParameterReader reader = reader("number", "7");
        reader.fallBackOn(ImmutableMap.of("number", "1", "required", "2", "many", "3"));
        assertEquals(Optional.of(7L), reader.read(NUMBER));
        assertEquals(Optional.of(2L), reader.read(REQUIRED));
        assertEquals(ImmutableList.of(3L), reader.readAll(MANY));
        assertTrue(reader.gives(REQUIRED));
        assertTrue(reader.says(REQUIRED, "2"));
        assertTrue(reader.says(NUMBER, "7"));
        assertFalse(reader.says(NUMBER, "1"));
        assertFalse(reader.hasViolations());
    }

    @Test
    void defaults_doNotMendAnEmptyOrInvalidValue() {
        ParameterReader reader = reader("number", "", "required", "x");
        reader.fallBackOn(ImmutableMap.of("number", "1", "required", "2"));
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2035 number is empty", "-2025 required must be a number"), problems(reader));
    }

    @Test
    void defaults_thatAreInvalidThemselves_areViolations() {
        ParameterReader reader = reader();
        reader.fallBackOn(ImmutableMap.of("number", "x", "required", ""));
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2025 number must be a number", "-4018 required is empty"), problems(reader));
    }

    @Test
    void defaults_ofParametersThatMayHaveNone_areNotUsed() {
        ParameterReader reader = reader();
        reader.fallBackOn(ImmutableMap.of("noDefault", "1"));
        assertEquals(Optional.empty(), reader.read(NO_DEFAULT));
        assertFalse(reader.gives(NO_DEFAULT));
        assertFalse(reader.says(NO_DEFAULT, "1"));
    }

    @Test
    void ignored_namesWhatHadNoEffectOnceAndInOrder() {
        ParameterReader reader = reader("useHttps", "1", "number", "7", "Number", "7", "useHttps", "true", "", "x");
        ImmutableSet<String> known = ImmutableSet.of("number", "required");
        reader.ignore(REQUIRED);
        assertEquals(List.of("useHttps", "Number", ""), reader.ignored(known).asList());
        reader.ignore(NUMBER);
        assertEquals(
                List.of("useHttps", "Number", "", "number"),
                reader.ignored(known).asList());
    }
}
