package org.symbolon.core.keystore;

import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/** A field of a key object that a caller may set (key-storage-api, "The key object"). */
public enum KeyField {
    KID(
            "kid",
            "32 hexadecimal digits; a body may also say ^ and a string. In the body of a PUT it has no effect",
            KeyId.FORM),
    K(
            "k",
            "The key, 32 hexadecimal digits; only with kek, except that an account whose KEK the service keeps may store"
                    + " k without",
            ValueForm.hex(ContentKey.BYTES)),
    EK(
            "ek",
            "The wrapped key, 48 hexadecimal digits. Answered without kek, and by POST always. A body has k or ek, not"
                    + " both",
            ValueForm.hex(WrappedKey.BYTES)),
    KEK_ID(
            "kekId",
            "Names the KEK: text of up to 4 KiB in UTF-8. Left out, with a KEK at hand: #1. and 32 hexadecimal digits made from it",
            ValueForm.matching("[^\\u0000]*").upTo(KeyFields.LONGEST_TEXT).orEmpty()),
    INFO(
            "info",
            "Any text of up to 4 KiB in UTF-8",
            ValueForm.matching("[^\\u0000]*").upTo(KeyFields.LONGEST_TEXT).orEmpty()),
    CONTENT_ID(
            "contentId",
            "Any text of up to 4 KiB in UTF-8",
            ValueForm.matching("[^\\u0000]*").upTo(KeyFields.LONGEST_TEXT).orEmpty()),
    EXPIRATION(
            "expiration",
            "ISO 8601, in UTC unless it has an offset: 2099-12-31T23:59:59Z. From then on the object is gone",
            KeyExpiration.FORM);

    private final String wireName;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // its one implementation is immutable
    private final ValueForm form;

    KeyField(String wireName, String meaning, ValueForm form) {
        this.wireName = wireName;
        this.meaning = meaning;
        this.form = form;
    }

    /** What it holds: sentences without the full stop at their end. */
    public String meaning() {
        return meaning;
    }

    /** The form of its text. */
    public ValueForm form() {
        return form;
    }

    /** The name in JSON, and in the first line of a CSV file. */
    public String wireName() {
        return wireName;
    }

    /** The field with this name; empty for a field that callers do not set, such as {@code lastUpdate}. */
    public static Optional<KeyField> find(String wireName) {
        return Stream.of(values())
                .filter(field -> field.wireName.equals(wireName))
                .findFirst();
    }
}
