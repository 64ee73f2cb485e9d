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
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The texts of one language: {@code messages_TAG.properties}, read as UTF-8. A text may have places for values, {@code
 * {0}} and so on. A key that the language lacks is a fault, which a test finds before a reader does.
 */
public final class Texts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String tag;
    private final ImmutableMap<String, String> texts;

    private Texts(String tag, ImmutableMap<String, String> texts) {
        this.tag = tag;
        this.texts = texts;
    }

    static Texts load(String tag) {
        String name = "messages_" + tag + ".properties";
        try (Reader reader =
                new InputStreamReader(Objects.requireNonNull(Texts.class.getResourceAsStream(name), name), UTF_8)) {
            Properties read = new Properties();
            read.load(reader);
            return new Texts(tag, Maps.fromProperties(read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language, as HTML names it. */
    public String tag() {
        return tag;
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
                .orElseThrow(() -> new IllegalArgumentException("no text " + key + " in " + tag));
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** An instant to the second, in UTC, the same in all languages, so that it can be compared with logs. */
    public String time(Instant instant) {
        return TIME.format(instant);
    }
}
