package org.symbolon.core.internal.parameter;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.OptionalLong;
import org.symbolon.core.drm.DrmRules;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.parameter.WholeNumber;

/** The numbers that a request gives its keys (token-api, "Several keys in one token"). */
final class KeyNumbers {
    private static final int NO_NUMBER = -1;
    /** The usual case: one key without a number. */
    private static final int[] ONE_KEY = {NO_NUMBER};

    /** One key without a number, where nothing is known of per-key parameters. */
    static final KeyNumbers NONE = new KeyNumbers(ImmutableSet.of(), ONE_KEY);

    private final ImmutableSet<String> perKeyNames;
    private final int[] numbers;

    private KeyNumbers(ImmutableSet<String> perKeyNames, int[] numbers) {
        this.perKeyNames = perKeyNames;
        this.numbers = numbers;
    }

    /**
     * Finds the numbers of a request. A number counts as soon as any per-key parameter has it, so that a level without
     * its key is noticed.
     *
     * @param perKeyNames the names that a request may number
     */
    static KeyNumbers of(RequestParameters request, ImmutableSet<String> perKeyNames) {
        int given = 0;
        List<String> names = request.names();
        for (int i = 0; i < names.size(); i++) {
            int number = number(names.get(i), perKeyNames);
            given |= number == NO_NUMBER ? 0 : 1 << number;
        }
        return new KeyNumbers(perKeyNames, given == 0 ? ONE_KEY : numbersOf(given));
    }

    private static int[] numbersOf(int bits) {
        int[] numbers = new int[Integer.bitCount(bits)];
        int rest = bits;
        for (int position = 0; position < numbers.length; position++) {
            numbers[position] = Integer.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        return numbers;
    }

    /** The number of a per-key parameter's name, 0 to 15; {@link #NO_NUMBER} for any other name. */
    private static int number(String name, ImmutableSet<String> perKeyNames) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !perKeyNames.contains(name.substring(0, dot))) {
            return NO_NUMBER;
        }
        OptionalLong number = WholeNumber.parse(name.substring(dot + 1));
        return number.orElse(DrmRules.MAX_KEYS) < DrmRules.MAX_KEYS ? (int) number.getAsLong() : NO_NUMBER;
    }

    /** Whether this is the name of a per-key parameter with a number. */
    boolean isNumbered(String name) {
        return number(name, perKeyNames) != NO_NUMBER;
    }

    /** Whether the request numbers its keys. */
    boolean any() {
        return numbers != ONE_KEY;
    }

    /** How many keys there are, at least 1. */
    int count() {
        return numbers.length;
    }

    /** The name of a per-key parameter for the key at a position. */
    String name(int position, String parameter) {
        return any() ? parameter + "." + numbers[position] : parameter;
    }
}
