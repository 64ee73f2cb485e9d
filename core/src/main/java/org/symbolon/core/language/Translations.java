package org.symbolon.core.language;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The translations of one module: files in UTF-8 in the package of a class, {@code messages_ko.properties} and so on,
 * with a hyphen in a tag as an underscore ({@code messages_zh_Hant.properties}). A file is read when its language is
 * first asked for. It has two kinds of keys:
 *
 * <ul>
 *   <li>{@code -7003.message}, {@code -7003.raised} and {@code -7003.remedy}: the texts of an error code, whose English
 *       is its {@link org.symbolon.core.error.ErrorDescription};
 *   <li>{@code text.NAME}: any other sentence, such as the rule that a parameter breaks. Its English stands in {@code
 *       messages.properties}, exactly as the code makes it, with a name in braces for each part that is filled in. A
 *       part is one word; of a name such as {@code {n}} or {@code {nMost}} it is a whole number, and of a name such as
 *       {@code {kindText}} any text.
 * </ul>
 */
public final class Translations {
    private static final Translations NONE = new Translations(ImmutableMap.of());

    private final ImmutableMap<Language, Supplier<ImmutableMap<String, String>>> files;

    private Translations(ImmutableMap<Language, Supplier<ImmutableMap<String, String>>> files) {
        this.files = files;
    }

    /** No translations: everything is told in English. */
    public static Translations none() {
        return NONE;
    }

    /** The files that lie beside a class. A language without a file is told in English. */
    public static Translations beside(Class<?> anchor) {
        return new Translations(Maps.immutableEnumMap(Maps.toMap(
                EnumSet.allOf(Language.class), language -> Suppliers.memoize(() -> read(anchor, language)))));
    }

    /** What the file of a language says, by key; for English the texts that have translations. */
    public ImmutableMap<String, String> texts(Language language) {
        Supplier<ImmutableMap<String, String>> file = files.get(language);
        return file == null ? ImmutableMap.of() : file.get();
    }

    private static ImmutableMap<String, String> read(Class<?> anchor, Language language) {
        String suffix = language == Language.ENGLISH ? "" : "_" + language.tag().replace('-', '_');
        Properties read = new Properties();
        try (InputStream file = anchor.getResourceAsStream("messages" + suffix + ".properties")) {
            if (file != null) {
                read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the translations beside " + anchor.getName() + " cannot be read", e);
        }
        return Maps.fromProperties(read);
    }
}
