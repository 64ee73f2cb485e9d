package org.symbolon.core.language;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.symbolon.core.error.ErrorCode;

/** The texts of core, of plug-ins and of whoever adds its own, in every language. */
public final class Wordings {
    private final ImmutableList<Translations> parts;
    private final ImmutableList<ErrorCode> codes;
    private final ImmutableMap<Language, Supplier<Wording>> wordings;

    private Wordings(ImmutableList<Translations> parts, ImmutableList<ErrorCode> codes) {
        this.parts = parts;
        this.codes = codes;
        this.wordings = Maps.immutableEnumMap(Maps.toMap(
                EnumSet.allOf(Language.class),
                language -> language == Language.ENGLISH
                        ? Wording::english
                        : Suppliers.memoize(() -> new Wording(language, parts, codes))));
    }

    /**
     * Those of several modules; where two translate the same, the earlier one counts.
     *
     * @param codes the error codes of these modules
     */
    public static Wordings of(ImmutableList<Translations> parts, ImmutableList<ErrorCode> codes) {
        return new Wordings(parts, codes);
    }

    /** The same with those of one more module. */
    public Wordings with(Translations more) {
        return of(ImmutableList.<Translations>builder().addAll(parts).add(more).build(), codes);
    }

    public Wording in(Language language) {
        return Objects.requireNonNull(wordings.get(language)).get();
    }

    /** The texts in the language of this locale, or in English. */
    public Wording in(Locale locale) {
        return in(Language.of(locale));
    }
}
