package org.symbolon.console.story;

import com.google.common.collect.ImmutableListMultimap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.console.text.Texts;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;

/**
 * A token that somebody pasted: what it says, and why it would be refused if a player came with it now. It has no keys.
 *
 * @param claims what it says, without its content keys; empty if it cannot be opened
 * @param refusal why it would be refused now; empty if it would be good
 */
public record TokenSays(Optional<Claims> claims, Optional<Refusal> refusal) {

    /**
     * What a token says, without its content keys.
     *
     * @param policy the rules of the licence; empty if no plug-in can read them
     */
    public record Claims(TokenClaims all, String sealedUnder, Optional<ImmutableListMultimap<String, String>> policy) {
        /** The ids of its keys. */
        public String kids() {
            return all.keys().stream()
                    .flatMap(key -> key.kid().stream())
                    .map(KeyId::toString)
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Opens a token, and asks what would become of it.
     *
     * @param drm the DRM at which its URL would redeem it; empty for that of the token
     */
    public static TokenSays of(SealedToken token, Optional<DrmId> drm, Symbolon symbolon, Texts t) {
        Optional<Claims> claims = open(token, symbolon)
                .map(opened -> new Claims(opened.claims(), opened.sealedUnder().toString(), opened.policy()));
        DrmId at = drm.filter(symbolon.drms().ids()::contains)
                .or(() -> claims.map(said -> said.all().drm())
                        .filter(symbolon.drms().ids()::contains))
                .orElseGet(() -> symbolon.drms().ids().iterator().next());
        Environment environment = claims.map(said -> said.all().environment()).orElse(Environment.PRODUCTION);
        Optional<Refusal> refusal = symbolon.redeemer()
                .examine(new LicenseEndpoint(at, environment), token)
                .map(refused -> new Refusal.Teller(symbolon.drms(), t)
                        .tell(
                                refused.violations().get(0).code().number(),
                                Optional.of(refused.explanation()),
                                Optional.empty()));
        return new TokenSays(claims, refusal);
    }

    private static Optional<TokenInspection> open(SealedToken token, Symbolon symbolon) {
        try {
            return symbolon.inspect(token);
        } catch (MalformedFieldsException newer) {
            return Optional.empty(); // the refusal says so
        }
    }
}
