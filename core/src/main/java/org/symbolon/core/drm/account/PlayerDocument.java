package org.symbolon.core.drm.account;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/**
 * A document that players of a DRM fetch before they ask for a licence, such as a certificate. It holds no secret. It
 * is served at {@code /hms/<drm>/<name>/}: to who brings a token that could be redeemed, and by the number of an
 * account if the account allows it.
 */
@Value.Immutable
public abstract class PlayerDocument {
    private static final Pattern NAME = Pattern.compile("[a-z]{1,32}");
    private static final ImmutableSet<String> TAKEN = ImmutableSet.of("token", "rights");

    /** The last part of its path: lower-case letters. */
    public abstract String name();

    /**
     * The setting with which an account allows that everybody who knows its number fetches the document: it does while
     * the value is {@link AccountSetting#YES}. Without this attribute a token is always needed.
     */
    public abstract Optional<AccountSetting> publicSetting();

    @Value.Check
    final void check() {
        if (!NAME.matcher(name()).matches() || TAKEN.contains(name())) {
            throw new IllegalStateException(
                    "the name of a player's document is 1 to 32 lower-case letters, and none of " + TAKEN + ": "
                            + name());
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutablePlayerDocument.Builder {}
}
