package org.symbolon.core.drm;

import static org.symbolon.core.error.SharedError.INVALID_OUTPUT_CONTROL_FLAGS;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_FLAG_LENGTH;
import static org.symbolon.core.error.SharedError.OUTPUT_CONTROL_OUT_OF_RANGE;

import com.google.common.base.CharMatcher;
import java.util.OptionalLong;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.value.Hex;

/**
 * The protection of a device's outputs, which DRMs read from the same parameters (token-api, "Parameters that tables
 * list codes for").
 */
public final class OutputControl {
    /** The name of the parameter that {@link #parseHdcp} parses. */
    public static final String HDCP = "hdcpOutputControl";

    private static final int FLAG_BYTES = 4;
    private static final int MOST_HDCP = 2;

    /** What {@link #parseHdcp} accepts. */
    public static final ValueForm HDCP_FORM = ValueForm.number(0, MOST_HDCP);

    /** Flags of DRMs whose licences have them; other DRMs check the form and {@linkplain #ignoreFlags ignore} them. */
    public static final Parameter<String> FLAGS = Parameter.<String>named("outputControlFlags")
            .meaning("Four bytes in hexadecimal; without effect on the licence")
            .invalid(OUTPUT_CONTROL_FLAG_LENGTH)
            .form(ValueForm.hex(FLAG_BYTES))
            .parser(OutputControl::parseFlags)
            .build();

    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

    private OutputControl() {}

    private static Parsed<String> parseFlags(String text) {
        return Hex.isHex(text, FLAG_BYTES)
                ? Parsed.valid(text)
                : Parsed.invalid(OUTPUT_CONTROL_FLAG_LENGTH, "must be 8 hexadecimal digits");
    }

    /** Checks the flags of a request whose licence has none, and names them as ignored. */
    public static void ignoreFlags(ParameterReader reader) {
        if (reader.read(FLAGS).isPresent()) {
            reader.ignore(FLAGS);
        }
    }

    /**
     * Parses {@code hdcpOutputControl}: 0 none, 1 HDCP 1, 2 HDCP 2. The code is -2034 for every other number, also with
     * a sign or leading zeros, and -2008 for text that is not a number.
     */
    public static Parsed<Integer> parseHdcp(String text) {
        OptionalLong number = WholeNumber.parse(text);
        if (number.isPresent() && number.getAsLong() <= MOST_HDCP) {
            return Parsed.valid((int) number.getAsLong());
        }
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        return !digits.isEmpty() && DIGITS.matchesAllOf(digits)
                ? Parsed.invalid(OUTPUT_CONTROL_OUT_OF_RANGE, "must be 0, 1 or 2")
                : Parsed.invalid(INVALID_OUTPUT_CONTROL_FLAGS, "must be a number: 0, 1 or 2");
    }
}
