package org.symbolon.http.language;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.html.HtmlEscapers;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.error.Violation;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Wording;
import tools.jackson.core.JsonGenerator;

/**
 * What a caller is told of a problem in its own language. It stands beside the English, which stays where programs look
 * for it ({@link #writeTo}: the field {@code localized}; {@link #html}: a paragraph).
 *
 * @param rule the rule that was broken, and what to do about it; both or none
 */
public record LocalText(Language language, String message, ImmutableList<String> rule) {
    private static final ImmutableList<String> NAMES = ImmutableList.of("rule", "mend");

    /** A message; empty if there is no translation, because then the English says it already. */
    public static Optional<LocalText> of(String message, Wording wording) {
        return Optional.of(wording.text(message))
                .filter(text -> !text.equals(message))
                .map(text -> new LocalText(wording.language(), text, ImmutableList.of()));
    }

    /** All that there is to say of a violation; empty if nothing of it has a translation. */
    public static Optional<LocalText> of(Violation violation, Wording wording) {
        ImmutableList<String> more = ImmutableList.of(wording.rule(violation), wording.remedy(violation.code()));
        String message = wording.message(violation);
        return message.equals(violation.message()) && more.get(0).equals(violation.rule())
                ? Optional.empty()
                : Optional.of(new LocalText(wording.language(), message, more));
    }

    /** The same with something before the message. */
    public LocalText behind(String before) {
        return new LocalText(language, before + message, rule);
    }

    public LocalText messageAlone() {
        return new LocalText(language, message, ImmutableList.of());
    }

    /** The headers of an answer that has these texts; none for an answer without any. */
    public static ImmutableMap<String, String> headers(Stream<LocalText> texts) {
        return texts.findFirst()
                .map(text -> ImmutableMap.of("content-language", text.language().tag(), "vary", "accept-language"))
                .orElse(ImmutableMap.of());
    }

    /** Writes the field {@code localized} of an object. */
    public void writeTo(JsonGenerator json) {
        json.writeObjectPropertyStart("localized");
        json.writeStringProperty("language", language.tag());
        json.writeStringProperty("message", message);
        for (int i = 0; i < rule.size(); i++) {
            json.writeStringProperty(NAMES.get(i), rule.get(i));
        }
        json.writeEndObject();
    }

    /** A paragraph for a page in English. */
    public String html() {
        return Stream.concat(Stream.of(message), rule.stream())
                .map(HtmlEscapers.htmlEscaper()::escape)
                .collect(Collectors.joining("<br>", "<p lang=\"" + language.tag() + "\">", "</p>"));
    }
}
