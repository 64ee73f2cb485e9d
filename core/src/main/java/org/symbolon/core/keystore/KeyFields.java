package org.symbolon.core.keystore;

import com.google.common.base.Utf8;
import com.google.common.collect.ImmutableSet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * The fields of a key that a caller sets. A caller may also remove the value of an optional field, which is different
 * from leaving the field out.
 */
public final class KeyFields {
    /** The longest {@code info}, {@code contentId} or {@code kekId}, in bytes of UTF-8. */
    public static final int LONGEST_TEXT = 4_096;

    private final ImmutableSet<KeyField> mentioned;
    private final Optional<KeyId> kid;
    private final Optional<ContentKey> k;
    private final Optional<WrappedKey> ek;
    private final Optional<String> kekId;
    private final Optional<String> info;
    private final Optional<String> contentId;
    private final Optional<KeyExpiration> expiration;

    private KeyFields(Map<KeyField, Optional<String>> given) {
        this.mentioned = ImmutableSet.copyOf(given.keySet());
        this.kid = read(given, KeyField.KID, KeyId::parse);
        this.k = read(given, KeyField.K, ContentKey::parse);
        this.ek = read(given, KeyField.EK, WrappedKey::parse);
        this.kekId = readText(given, KeyField.KEK_ID);
        this.info = readText(given, KeyField.INFO);
        this.contentId = readText(given, KeyField.CONTENT_ID);
        this.expiration = read(given, KeyField.EXPIRATION, KeyExpiration::parse);
        if (k.isPresent() && ek.isPresent()) {
            throw new KeyRefusedException(KeyError.INVALID_PARAMETERS, "k and ek exclude each other");
        }
    }

    /**
     * Reads the fields.
     *
     * @param given the text of each field that is given; empty for a field whose value the caller removes (null in
     * JSON)
     * @throws KeyRefusedException if one of them breaks its rule
     */
    public static KeyFields of(Map<KeyField, Optional<String>> given) {
        return new KeyFields(given);
    }

    private static Optional<String> text(Map<KeyField, Optional<String>> given, KeyField field) {
        return given.getOrDefault(field, Optional.empty());
    }

    private static <T> Optional<T> read(
            Map<KeyField, Optional<String>> given, KeyField field, Function<String, Parsed<T>> parser) {
        return text(given, field).map(text -> KeyRefusedException.requireValid(field.wireName(), parser.apply(text)));
    }

    /** Some stores cannot keep a NUL character, and a lone surrogate cannot be encoded. */
    private static Optional<String> readText(Map<KeyField, Optional<String>> given, KeyField field) {
        Optional<String> text = text(given, field);
        if (text.isPresent() && !isStorable(text.get())) {
            throw new KeyRefusedException(
                    KeyError.INVALID_PARAMETERS, field.wireName() + " must be Unicode text without NUL");
        }
        text.map(Utf8::encodedLength).filter(bytes -> bytes > LONGEST_TEXT).ifPresent(bytes -> {
            throw new KeyRefusedException(
                    KeyError.INVALID_PARAMETERS,
                    field.wireName() + " must have at most " + LONGEST_TEXT + " bytes in UTF-8, not " + bytes);
        });
        return text;
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    public Optional<KeyId> kid() {
        return kid;
    }

    /** The key, not wrapped. */
    public Optional<ContentKey> k() {
        return k;
    }

    /** The wrapped key. */
    public Optional<WrappedKey> ek() {
        return ek;
    }

    /** The caller's name for the KEK. */
    Optional<String> kekId() {
        return kekId;
    }

    /** Sets the optional fields that the caller gave; the others stay as they are. */
    void applyTo(StoredKey.Builder key) {
        if (mentioned.contains(KeyField.KEK_ID)) {
            key.kekId(kekId);
        }
        if (mentioned.contains(KeyField.INFO)) {
            key.info(info);
        }
        if (mentioned.contains(KeyField.CONTENT_ID)) {
            key.contentId(contentId);
        }
        if (mentioned.contains(KeyField.EXPIRATION)) {
            key.expiration(expiration);
        }
    }
}
