package org.symbolon.cli.base;

import com.google.common.base.Ascii;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.symbolon.core.store.record.Reference;

/** Finds the reference of a refusal or a failure in what an operator pastes. */
public final class References {
    private static final String DIGITS = "(\\p{XDigit}{32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})";
    /** An answer has the caller's trace behind the reference, if the caller named one. */
    private static final Pattern ALONE = Pattern.compile("^\\W*" + DIGITS + "(?:; *trace=\\p{XDigit}{32})?\\W*$");

    /** Other numbers of this form in an answer, such as a kid, do not follow this word. */
    private static final Pattern AFTER_THE_WORD = Pattern.compile("(?i)reference\\W{0,8}" + DIGITS + "(?!\\p{XDigit})");

    private static final Pattern GROUPS =
            Pattern.compile("(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

    private static final int RANDOM_UUID = 4;
    private static final int RFC_VARIANT = 2;

    private References() {}

    /** The reference in a text: the text is nothing else, or the reference follows the word "reference". */
    public static Optional<Reference> find(String text) {
        return Stream.of(ALONE, AFTER_THE_WORD)
                .map(pattern -> pattern.matcher(text))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> new Reference(Ascii.toLowerCase(found.group(1)).replace("-", "")));
    }

    /**
     * The reference as the log has it, if it can be that of a failure, which is a random UUID. One in 64 of the
     * references of refusals looks like one too.
     */
    public static Optional<String> ofFailure(Reference reference) {
        UUID id = UUID.fromString(GROUPS.matcher(reference.text()).replaceAll("$1-$2-$3-$4-$5"));
        return id.version() == RANDOM_UUID && id.variant() == RFC_VARIANT
                ? Optional.of(id.toString())
                : Optional.empty();
    }
}
