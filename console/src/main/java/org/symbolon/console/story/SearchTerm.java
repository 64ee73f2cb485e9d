package org.symbolon.console.story;

import com.google.common.base.Ascii;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.core.value.TokenId;

/**
 * What somebody typed into the search box, as everything that it can be: 32 hexadecimal digits can be a reference, the
 * id of a token, the id of a key, and a cookie, and all of them are looked for.
 *
 * @param text what was typed, without white space around it
 */
public record SearchTerm(String text) {
    /** The longest text that is looked at: a licence URL of a token with many keys fits. */
    public static final int LONGEST = 8_192;

    private static final int LONGEST_COOKIE = 64;
    private static final Pattern IN_URL = Pattern.compile("ExpressPlayToken=([^&#\\s\"']*)");
    private static final Pattern DRM_OF_URL = Pattern.compile("/hms/([a-z0-9]{1,16})/");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{80,}");
    private static final Pattern HEX =
            Pattern.compile("\\p{XDigit}{32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern AFTER_THE_WORD =
            Pattern.compile("(?i)reference\\W{0,8}(" + HEX.pattern() + ")(?!\\p{XDigit})");

    private static final Pattern UUID_GROUPS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");
    private static final int RANDOM_UUID = 4;

    /** Removes white space around it, and cuts what is too long for anything. */
    public static SearchTerm of(String typed) {
        String text = typed.strip();
        return new SearchTerm(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The token, if the text is one, or a licence URL, or has one somewhere, such as a line of a player's log. */
    public Optional<SealedToken> token() {
        Matcher inUrl = IN_URL.matcher(text);
        if (inUrl.find()) {
            return Optional.of(new SealedToken(decoded(inUrl.group(1))));
        }
        return TOKEN.matcher(text).matches() ? Optional.of(new SealedToken(text)) : Optional.empty();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return value;
        }
    }

    /** The DRM at which the URL of a token would redeem it. */
    public Optional<DrmId> drm() {
        Matcher path = DRM_OF_URL.matcher(text);
        return path.find() ? Optional.of(new DrmId(path.group(1))) : Optional.empty();
    }

    /** The 32 digits, also where they are written with dashes or follow the word "reference" in an answer or a log. */
    private Optional<String> digits() {
        Matcher word = AFTER_THE_WORD.matcher(text);
        if (word.find()) {
            return Optional.of(normal(word.group(1)));
        }
        return HEX.matcher(text).matches() ? Optional.of(normal(text)) : Optional.empty();
    }

    private static String normal(String digits) {
        return Ascii.toLowerCase(digits).replace("-", "");
    }

    public Optional<Reference> reference() {
        return digits().map(Reference::new);
    }

    /** The reference as the log has it, if it can be that of a failure of the service, which is a random UUID. */
    Optional<String> failure() {
        return digits().map(digits -> UUID_GROUPS.matcher(digits).replaceAll("$1-$2-$3-$4-$5"))
                .filter(id -> UUID.fromString(id).version() == RANDOM_UUID);
    }

    public Optional<TokenId> tokenId() {
        return HEX.matcher(text).matches() ? digits().map(digits -> TokenId.of(Hex.decode(digits))) : Optional.empty();
    }

    /** The id of a key: in hexadecimal, or as {@code ^} and a name. */
    public Optional<KeyId> kid() {
        if (!text.startsWith("^") && !HEX.matcher(text).matches()) {
            return Optional.empty();
        }
        Parsed<KeyId> parsed = KeyId.parse(text.startsWith("^") ? text : digits().orElseThrow());
        return parsed.isValid() ? Optional.of(parsed.value()) : Optional.empty();
    }

    public Optional<AccountId> account() {
        return AccountId.parse(text);
    }

    /** The caller's mark. It can be any text that is short enough. */
    public Optional<String> cookie() {
        return isEmpty() || text.length() > LONGEST_COOKIE ? Optional.empty() : Optional.of(text);
    }

    /** Without what was typed, which may be a token. */
    @Override
    public String toString() {
        return "SearchTerm[***]";
    }
}
