package org.symbolon.drm.fairplay.message;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;

/** Finds the content key that the asset id of an SPC names. */
public final class AssetIds {
    private static final CharMatcher PRINTABLE = CharMatcher.inRange(' ', '~');
    private static final String KEY_URI_SCHEME = "skd://";

    private AssetIds() {}

    /**
     * The content key that the device asks for. If the token has several keys, the asset id names one: by the key id in
     * hexadecimal, or by the text after {@code ^} that the key id was made from; {@code skd://} may stand in front.
     *
     * @throws MalformedException if the asset id names none of several keys
     */
    public static ContentKey choose(ImmutableList<TokenClaims.Key> keys, byte[] bytes) {
        if (keys.size() == 1) {
            return keys.get(0).contentKey();
        }
        String assetId = new String(bytes, StandardCharsets.UTF_8);
        String name = assetId.startsWith(KEY_URI_SCHEME) ? assetId.substring(KEY_URI_SCHEME.length()) : assetId;
        return keys.stream()
                .filter(key -> key.kid().filter(kid -> isNamed(kid, name)).isPresent())
                .findFirst()
                .map(TokenClaims.Key::contentKey)
                .orElseThrow(() -> noSuchKey(keys, assetId));
    }

    private static MalformedException noSuchKey(ImmutableList<TokenClaims.Key> keys, String assetId) {
        String kids = keys.stream()
                .flatMap(key -> key.kid().stream())
                .map(KeyId::toString)
                .collect(Collectors.joining(", "));
        return new MalformedException(Explanation.of(
                "The asset id names one of the token's keys.",
                "one of " + kids,
                "the asset id '" + PRINTABLE.negate().replaceFrom(assetId, '?') + "'",
                "The player must use the kid in hexadecimal, or the text after '^', as the asset id of each key."));
    }

    private static boolean isNamed(KeyId kid, String name) {
        Parsed<KeyId> hex = KeyId.parse(name);
        Parsed<KeyId> text = KeyId.parse("^" + name);
        return (hex.isValid() && hex.value().equals(kid))
                || (text.isValid() && text.value().equals(kid));
    }
}
