package org.symbolon.cli.token;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;

/**
 * Makes a model of a token.
 *
 * @param drm the DRM of the token, if its plug-in is loaded
 */
record TokenView(TokenInspection token, Optional<DrmDescription> drm, InstantSource clock) {
    private static final Pattern IN_URL = Pattern.compile("[?&]ExpressPlayToken=([^&#]*)");

    /** Opens a token, or the token in a licence URL. */
    static TokenInspection open(Symbolon symbolon, String tokenOrUrl) {
        try {
            return symbolon.inspect(new SealedToken(tokenText(tokenOrUrl)))
                    .orElseThrow(() -> CommandFailedException.refused("the token cannot be opened: it is damaged, was"
                            + " not issued by this service, or its key is no longer in the ring"));
        } catch (MalformedFieldsException e) {
            throw CommandFailedException.refused(
                    "the token was sealed by this service, but this release cannot read all of it; use the release"
                            + " that issued it");
        }
    }

    /** The token itself, or the token in a licence URL, which may have other parameters. */
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

    /** The claims and the policy of the token. A token with several keys has a list of them. */
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
                .put("cookie", claims.cookie());
        if (claims.keys().size() == 1) {
            model.putAll(key(claims.keys().get(0), revealKeys));
        } else {
            model.put(
                    "keys",
                    claims.keys().stream().map(key -> key(key, revealKeys)).collect(ImmutableList.toImmutableList()));
        }
        model.put("sealedUnder", token.sealedUnder().toString());
        drm.ifPresent(known -> model.put("policy", policy(known)));
        return model.buildOrThrow();
    }

    private static ImmutableMap<String, Object> key(TokenClaims.Key key, boolean revealKeys) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("kid", key.kid().map(KeyId::toString));
        if (revealKeys) {
            model.put("contentKey", Hex.encode(key.contentKey().reveal()));
        }
        return model.buildOrThrow();
    }

    /** The policy as parameters. A repeatable parameter is always a list, even with one value. */
    private ImmutableMap<String, Object> policy(DrmDescription known) {
        if (token.policy().isEmpty()) {
            return ImmutableMap.of("unreadable", "it was written by another release of the plug-in");
        }
        ImmutableMap.Builder<String, Object> policy = ImmutableMap.builder();
        token.policy()
                .get()
                .asMap()
                .forEach((name, values) -> policy.put(
                        name,
                        known.parameter(name).filter(Parameter::repeatable).isPresent()
                                ? values
                                : values.iterator().next()));
        return policy.buildOrThrow();
    }
}
