package org.symbolon.console.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.symbolon.core.language.Language;

/**
 * The texts of one language: {@code messages.properties} or {@code messages_ko.properties}, read as UTF-8. A text may have places for values, {@code
 * {0}} and so on. A key that the language lacks is a fault, which a test finds before a reader does.
 */
public final class Texts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final ImmutableMap<Language, Texts> ALL =
            Maps.immutableEnumMap(Maps.toMap(EnumSet.allOf(Language.class), Texts::load));

    private final Language language;
    private final ImmutableMap<String, String> texts;

    private Texts(Language language, ImmutableMap<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    static Texts load(Language language) {
        String suffix = language == Language.ENGLISH ? "" : "_" + language.tag().replace('-', '_');
        String name = "messages" + suffix + ".properties";
        try (Reader reader =
                new InputStreamReader(Objects.requireNonNull(Texts.class.getResourceAsStream(name), name), UTF_8)) {
            Properties read = new Properties();
            read.load(reader);
            return new Texts(language, Maps.fromProperties(read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of a language. */
    public static Texts in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    public Language language() {
        return language;
    }

    /** The language, as HTML names it. */
    public String tag() {
        return language.tag();
    }

    /** All texts, by key. */
    public ImmutableMap<String, String> all() {
        return texts;
    }

    /**
     * The text of a key.
     *
     * @param values what stands at the places {@code {0}}, {@code {1}} and so on
     */
    public String of(String key, Object... values) {
        String text = Optional.ofNullable(texts.get(key))
                .orElseThrow(() -> new IllegalArgumentException("no text " + key + " in " + tag()));
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** The text of a key that only some things have. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** An instant to the second, in UTC, the same in all languages, so that it can be compared with logs. */
    public String time(Instant instant) {
        return TIME.format(instant);
    }
}
