package org.symbolon.core.language;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;

/**
 * Everything that people are told, in one language. What has no translation is told in English, and English is told as
 * the code has it. What is filled into a text, such as the value that a caller sent, stays as it is, and must be escaped
 * as the English text must be.
 */
public final class Wording {
    private static final Wording IN_ENGLISH = new Wording(Language.ENGLISH, ImmutableList.of(), ImmutableList.of());

    private final Language language;
    private final ImmutableMap<String, String> codes;
    private final Sentences sentences;

    /** From the texts of several modules; for English, which needs none, both lists are empty. */
    Wording(Language language, ImmutableList<Translations> parts, ImmutableList<ErrorCode> all) {
        this.language = language;
        Map<String, String> texts = new HashMap<>();
        parts.forEach(part -> part.texts(language).forEach(texts::putIfAbsent));
        this.codes = ImmutableMap.copyOf(texts);
        ImmutableMap.Builder<String, String> ofCodes = ImmutableMap.builder();
        all.forEach(code -> ofCodes.put(code.message(), message(code))
                .put(code.description().raised(), raised(code))
                .put(code.description().remedy(), remedy(code)));
        this.sentences = new Sentences(parts, language, ofCodes.buildKeepingLast());
    }

    /** Everything as the code has it. */
    public static Wording english() {
        return IN_ENGLISH;
    }

    public Language language() {
        return language;
    }

    /** The message of a code, without its number and without details. */
    public String message(ErrorCode code) {
        return of(code, "message").orElse(code.message());
    }

    /** What causes a code. */
    public String raised(ErrorCode code) {
        return of(code, "raised").orElse(code.description().raised());
    }

    /** What to do about a code. */
    public String remedy(ErrorCode code) {
        return of(code, "remedy").orElse(code.description().remedy());
    }

    private Optional<String> of(ErrorCode code, String text) {
        return Optional.ofNullable(codes.get(code.number() + "." + text));
    }

    /** The message of a problem, as {@link Violation#message} tells it in English. */
    public String message(Violation problem) {
        return problem.message(message(problem.code()), rule(problem));
    }

    /** The rule that was broken. */
    public String rule(Violation problem) {
        return text(problem.rule());
    }

    /** Why something was refused. */
    public Explanation explanation(Explanation english) {
        return Explanation.of(
                text(english.rule()), text(english.expected()), text(english.got()), text(english.usualCause()));
    }

    /** An English text of ours: a text of a code, the message of an exception, a sentence of a record. */
    public String text(String english) {
        return sentences.translate(english);
    }
}
