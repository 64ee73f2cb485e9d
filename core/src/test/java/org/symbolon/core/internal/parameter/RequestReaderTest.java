package org.symbolon.core.internal.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.INVALID_COOKIE;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;
import static org.symbolon.core.error.SharedError.INVALID_RENTAL;
import static org.symbolon.core.error.SharedError.MISSING_KID;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.symbolon.core.error.Violation;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.value.Environment;

class RequestReaderTest {
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
                .parser(RequestReaderTest::parse);
    }

    private static Parsed<Long> parse(String text) {
        OptionalLong number = WholeNumber.parse(text);
        return number.isPresent()
                ? Parsed.valid(number.getAsLong())
                : Parsed.invalid(INVALID_RENTAL, "must be a number");
    }

    private static RequestReader reader(String... namesAndValues) {
        RequestParameters.Builder parameters = RequestParameters.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new RequestReader(parameters.build(), Environment.PRODUCTION, Instant.EPOCH);
    }

    private static List<String> problems(RequestReader reader) {
        return reader.violations().stream()
                .map(violation -> violation.code().number() + " " + violation.rule())
                .toList();
    }

    @Test
    void read_validValue_isReadWithoutViolation() {
        RequestReader reader = reader("number", "7");
        assertEquals(Optional.of(7L), reader.read(NUMBER));
        assertFalse(reader.hasViolations());
    }

    @Test
    void read_invalidValue_hasTheParsersCodeAndRule() {
        RequestReader reader = reader("number", "x");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(
                ImmutableList.of(Violation.of(INVALID_RENTAL, "number", "number must be a number")),
                reader.violations());
    }

    @Test
    void read_leftOut_isRefusedOnlyWhereRequired() {
        RequestReader reader = reader("Number", "7", "REQUIRED", "7");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-4018 required is required"), problems(reader));
    }

    @Test
    void read_emptyValue_hasTheMissingCodeOr2035() {
        RequestReader reader = reader("number", "", "required", "");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2035 number is empty", "-4018 required is empty"), problems(reader));
        assertTrue(reader.givesEmpty("number"));
        assertTrue(reader.gives(NUMBER));
    }

    @Test
    void read_differentValues_haveTheInvalidCode() {
        RequestReader reader = reader("number", "7", "required", "", "number", "8", "required", "", "required", "2");
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(
                List.of(
                        "-2033 number is given with different values; it takes one",
                        "-2033 required is given with different values; it takes one"),
                problems(reader));
        assertFalse(reader.says(NUMBER, "7"));
    }

    @Test
    void read_theSameValueTwice_isOneValue() {
        RequestReader reader = reader("number", "7", "required", "", "number", "7", "required", "", "many", "1");
        assertEquals(Optional.of(7L), reader.read(NUMBER));
        assertTrue(reader.says(NUMBER, "7"));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-4018 required is empty"), problems(reader));
    }

    @Test
    void readAll_theSameValueTwice_isTwoValues() {
        assertEquals(ImmutableList.of(1L, 1L), reader("many", "1", "many", "1").readAll(MANY));
    }

    private static final Parameter<Long> SHOWN = number("shown")
            .invalid(INVALID_EXPIRATION_TIME)
            .parser(RequestReaderTest::parseEnd)
            .build();
    private static final Parameter<Long> SECRET = number("secret")
            .secret(true)
            .invalid(INVALID_EXPIRATION_TIME)
            .parser(RequestReaderTest::parseEnd)
            .build();

    private static Parsed<Long> parseEnd(String text) {
        return Parsed.invalid(INVALID_EXPIRATION_TIME, "is wrong");
    }

    private static String message(Parameter<Long> parameter, String... namesAndValues) {
        RequestReader reader = reader(namesAndValues);
        reader.read(parameter);
        return reader.violations().get(0).message();
    }

    @Test
    void details_areTheValueItself_butNeverASecret() {
        String text = "[-2002] Invalid token expiration time";
        assertEquals(text + ": x", message(SHOWN, "shown", "x"));
        assertEquals(text + ": x", message(SHOWN, "shown", "x", "shown", "y"));
        assertEquals(text + ": a\ufffdb", message(SHOWN, "shown", "a\nb"));
        assertEquals(text + ": " + "x".repeat(64) + "…", message(SHOWN, "shown", "x".repeat(65)));
        assertEquals(text, message(SECRET, "secret", "x"));
        String key = "00112233445566778899AAbbccddeeff";
        assertEquals(text, message(SHOWN, "shown", key));
        assertEquals(text, message(SHOWN, "shown", "201722," + key));
        assertEquals(text + ": " + key.substring(1), message(SHOWN, "shown", key.substring(1)));
        assertEquals("[-2033] Invalid cookie", message(NUMBER, "number", "1", "number", "2"));
    }

    @Test
    void details_areNotInTheRule() {
        RequestReader reader = reader("shown", "x");
        reader.read(SHOWN);
        assertEquals("shown is wrong", reader.violations().get(0).rule());
        assertFalse(reader.violations().toString().contains("=x"), reader.violations()::toString);
    }

    @Test
    void readAll_keepsTheOrderAndRefusesEachInvalidValue() {
        RequestReader reader = reader("many", "3", "many", "x", "other", "9", "many", "", "many", "1");
        assertEquals(ImmutableList.of(3L, 1L), reader.readAll(MANY));
        assertEquals(List.of("-2025 many must be a number", "-2035 many is empty"), problems(reader));
        assertEquals(ImmutableList.of(), reader().readAll(MANY));
    }

    @Test
    void defaults_standInForWhatIsLeftOutAlone() {
        RequestReader reader = reader("number", "7");
        reader.useDefaults(ImmutableMap.of("number", "1", "required", "2", "many", "3"));
        assertEquals(Optional.of(7L), reader.read(NUMBER));
        assertEquals(Optional.of(2L), reader.read(REQUIRED));
        assertEquals(ImmutableList.of(3L), reader.readAll(MANY));
        assertFalse(reader.gives(REQUIRED), "a default is not given");
        assertTrue(reader.says(REQUIRED, "2"));
        assertTrue(reader.says(NUMBER, "7"));
        assertFalse(reader.says(NUMBER, "1"));
        assertFalse(reader.hasViolations());
    }

    @Test
    void defaults_doNotMendAnEmptyOrInvalidValue() {
        RequestReader reader = reader("number", "", "required", "x");
        reader.useDefaults(ImmutableMap.of("number", "1", "required", "2"));
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2035 number is empty", "-2025 required must be a number"), problems(reader));
    }

    @Test
    void defaults_thatAreInvalidThemselves_areViolations() {
        RequestReader reader = reader();
        reader.useDefaults(ImmutableMap.of("number", "x", "required", ""));
        assertEquals(Optional.empty(), reader.read(NUMBER));
        assertEquals(Optional.empty(), reader.read(REQUIRED));
        assertEquals(List.of("-2025 number must be a number", "-4018 required is empty"), problems(reader));
    }

    @Test
    void defaults_ofParametersThatMayHaveNone_areNotUsed() {
        RequestReader reader = reader();
        reader.useDefaults(ImmutableMap.of("noDefault", "1"));
        assertEquals(Optional.empty(), reader.read(NO_DEFAULT));
        assertFalse(reader.gives(NO_DEFAULT));
        assertFalse(reader.says(NO_DEFAULT, "1"));
    }

    @Test
    void defaults_areNeverNamedAsIgnored() {
        RequestReader reader = numbered("kid.0", "x");
        reader.useDefaults(ImmutableMap.of("number", "1", "each", "2"));
        reader.ignore(NUMBER);
        reader.ignoreForKey(0, EACH);
        assertEquals(List.of(), reader.ignored(PER_KEY).asList());
    }

    @Test
    void readForEachKey_defaultStandsForKeysWithoutTheirOwn() {
        RequestReader reader = numbered("kid.0", "x", "each.1", "2");
        reader.useDefaults(ImmutableMap.of("each", "3", "each.0", "4"));
        assertEquals(ImmutableList.of(Optional.of(3L), Optional.of(2L)), reader.readForEachKey(EACH));
    }

    @Test
    void ignored_namesWhatHadNoEffectOnceAndInOrder() {
        RequestReader reader = reader("useHttps", "1", "number", "7", "Number", "7", "useHttps", "true", "", "x");
        ImmutableSet<String> known = ImmutableSet.of("number", "required");
        reader.ignore(REQUIRED);
        assertEquals(List.of("useHttps", "Number", ""), reader.ignored(known).asList());
        reader.ignore(NUMBER);
        assertEquals(
                List.of("useHttps", "Number", "", "number"),
                reader.ignored(known).asList());
    }

    private static final Parameter<Long> EACH = number("each").perKey(true).build();
    private static final ImmutableSet<String> PER_KEY = ImmutableSet.of("kid", "each");

    private static RequestReader numbered(String... namesAndValues) {
        RequestReader reader = reader(namesAndValues);
        reader.numberKeys(PER_KEY);
        return reader;
    }

    @Test
    void numberKeys_withoutNumbers_isOneUnnumberedKey() {
        RequestReader reader = numbered("each", "7");
        assertFalse(reader.hasNumberedKeys());
        assertEquals(1, reader.keyCount());
        assertEquals("each", reader.nameForKey(0, EACH));
        assertEquals(ImmutableList.of(Optional.of(7L)), reader.readForEachKey(EACH));
        assertEquals(ImmutableList.of(Optional.empty()), numbered().readForEachKey(EACH));
    }

    @Test
    void numberKeys_findsEachNumberOnce_inOrder() {
        RequestReader reader = numbered("kid.12", "x", "each.2", "2", "kid.2", "x", "number.5", "1", "each.16", "1");
        assertTrue(reader.hasNumberedKeys());
        assertEquals(2, reader.keyCount());
        assertEquals("each.2", reader.nameForKey(0, EACH));
        assertEquals("each.12", reader.nameForKey(1, EACH));
        assertEquals(ImmutableList.of(Optional.of(2L), Optional.empty()), reader.readForEachKey(EACH));
        assertEquals(List.of("number.5", "each.16"), reader.ignored(PER_KEY).asList());
    }

    @Test
    void readForEachKey_invalidCommonValue_isOneViolation() {
        RequestReader reader = numbered("kid.0", "x", "kid.1", "x", "each", "x");
        assertEquals(ImmutableList.of(Optional.empty(), Optional.empty()), reader.readForEachKey(EACH));
        assertEquals(List.of("-2025 each must be a number"), problems(reader));
    }

    @Test
    void readForEachKey_ofAParameterThatIsNotPerKey_isAFaultOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> numbered().readForEachKey(NUMBER));
        assertThrows(
                IllegalArgumentException.class, () -> numbered("kid.0", "x").readForEachKey(NUMBER));
    }

    @Test
    void refuseForKey_namesTheNumberedParameter() {
        RequestReader reader = numbered("kid.3", "x", "kid.7", "x");
        reader.refuseForKey(1, INVALID_COOKIE, EACH, "is wrong");
        assertEquals(ImmutableList.of(Violation.of(INVALID_COOKIE, "each.7", "each.7 is wrong")), reader.violations());
    }

    @Test
    void ignoreForKey_namesWhatWasGiven() {
        RequestReader own = numbered("each.0", "1", "each.1", "2");
        own.ignoreForKey(1, EACH);
        assertEquals(List.of("each.1"), own.ignored(PER_KEY).asList());
        RequestReader common = numbered("kid.0", "x", "each", "2");
        common.ignoreForKey(0, EACH);
        assertEquals(List.of("each"), common.ignored(PER_KEY).asList());
        RequestReader neither = numbered("kid.0", "x");
        neither.ignoreForKey(0, EACH);
        assertEquals(List.of(), neither.ignored(PER_KEY).asList());
    }
}
