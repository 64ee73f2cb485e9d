package org.symbolon.cli;

import com.google.common.collect.ImmutableMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.MalformedFieldsException;
import org.symbolon.core.token.OpenedToken;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenSealer;

/**
 * What a token says, as a model.
 *
 * @param drm the DRM whose plug-in reads the policy, if it is loaded
 */
record TokenView(OpenedToken token, Optional<Drm> drm, InstantSource clock) {
    private static final Pattern IN_URL = Pattern.compile("[?&]ExpressPlayToken=([^&#]*)");

    /** Opens a token, or the one in a licence URL, whatever other parameters that has. */
    static OpenedToken open(TokenSealer sealer, String tokenOrUrl) {
        try {
            return sealer.open(new SealedToken(tokenText(tokenOrUrl)))
                    .orElseThrow(() -> CommandFailedException.refused("the token cannot be opened: it is damaged,"
                            + " was not issued by this service, or its key is no longer in the ring"));
        } catch (MalformedFieldsException e) {
            throw CommandFailedException.refused(
                    "the token was sealed by this service, but says something that this version cannot read");
        }
    }

    /** A token as it is, or the one in a licence URL. */
    static String tokenText(String tokenOrUrl) {
        if (!tokenOrUrl.contains("?") && !tokenOrUrl.contains("/")) {
            return tokenOrUrl;
        }
        Matcher found = IN_URL.matcher(tokenOrUrl);
        if (!found.find()) {
            throw CommandFailedException.refused("the URL has no parameter ExpressPlayToken");
        }
        return decode(found.group(1));
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return value;
        }
    }

    ImmutableMap<String, Object> model(boolean revealKeys) {
        TokenClaims claims = token.claims();
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("id", claims.id().toString())
                .put("account", claims.account().value())
                .put("environment", claims.environment().id())
                .put("drm", claims.drm().value())
                .put("issued", claims.issued().toString())
                .put("end", claims.end().toString())
                .put("ended", claims.hasEnded(clock.instant()))
                .put("errorFormat", claims.errorFormat().id())
                .put("cookie", claims.cookie())
                .put("kid", claims.kid().map(KeyId::toString))
                .put("sealedUnder", token.sealedUnder().toString());
        drm.ifPresent(known -> model.put("policy", policy(known)));
        if (revealKeys) {
            model.put("contentKey", Hex.encode(claims.contentKey().reveal()));
        }
        return model.build();
    }

    /** The policy's words; those of a parameter that may come several times are a list, be it of one. */
    private ImmutableMap<String, Object> policy(Drm known) {
        try {
            ImmutableMap.Builder<String, Object> policy = ImmutableMap.builder();
            known.decode(token.claims().policy())
                    .parameters()
                    .asMap()
                    .forEach((name, values) -> policy.put(name, repeats(known, name) ? values : only(values)));
            return policy.build();
        } catch (MalformedFieldsException e) {
            return ImmutableMap.of("unreadable", "written by another version of the plug-in");
        }
    }

    private static boolean repeats(Drm known, String name) {
        return known.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(name) && parameter.repeatable());
    }

    private static String only(Collection<String> values) {
        return values.iterator().next();
    }
}
