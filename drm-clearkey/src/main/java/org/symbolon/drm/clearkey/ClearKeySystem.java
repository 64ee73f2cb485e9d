package org.symbolon.drm.clearkey;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.drm.DrmSystem;
import org.symbolon.core.drm.EncodedPolicy;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.drm.LicenseRequest;
import org.symbolon.core.drm.PolicyRequest;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.drm.clearkey.KeyRequest.Form;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The working part of the plug-in. A licence is a JSON Web Key Set with the keys that the player asks for (Encrypted
 * Media Extensions, section 9.1.4).
 */
final class ClearKeySystem implements DrmSystem {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    @Override
    public Optional<DrmPolicy> parse(PolicyRequest request) {
        return Optional.of(ClearKeyPolicy.read(request));
    }

    @Override
    public DrmPolicy decode(EncodedPolicy policy) {
        return ClearKeyPolicy.decode(policy);
    }

    @Override
    public License license(LicenseRequest request) {
        ClearKeyPolicy policy = (ClearKeyPolicy) request.policy();
        requireNotOver(policy, request);
        KeyRequest asked = KeyRequest.read(request.challenge());
        if (asked.form() == Form.PERSISTENT && !policy.persist()) {
            throw persistenceRefused();
        }
        ImmutableMap<KeyId, ContentKey> keys = chosen(asked, request.claims());
        return asked.form() == Form.BYTES
                ? License.of("application/octet-stream", onlyKey(keys).reveal())
                : License.of("application/json", keySet(keys, asked.form()));
    }

    private static ContentKey onlyKey(ImmutableMap<KeyId, ContentKey> keys) {
        if (keys.size() != 1) {
            throw KeyRequest.refused("kid, with the id of one key", keys.size() + " keys");
        }
        return keys.values().iterator().next();
    }

    private static void requireNotOver(ClearKeyPolicy policy, LicenseRequest request) {
        Optional<Instant> end = policy.licenseDuration().map(request.claims().issued()::plus);
        if (end.isPresent() && !request.now().isBefore(end.get())) {
            throw new LicenseRefusedException(
                    Violation.of(ClearKeyError.LICENSE_ENDED, "licenseDuration is over"),
                    Explanation.of(
                            "The licence is fetched before licenseDuration, counted from the issuance, is over.",
                            "a time before " + end.get(),
                            request.now().toString(),
                            "The player asks again, or late, with an old token."));
        }
    }

    private static LicenseRefusedException persistenceRefused() {
        return new LicenseRefusedException(
                Violation.of(ClearKeyError.INVALID_REQUEST, "the token does not allow a persistent licence"),
                Explanation.of(
                        "A licence is stored only where the token allows it.",
                        Form.TEMPORARY.text(),
                        Form.PERSISTENT.text(),
                        "The token was requested without persist=true, or the player opens a persistent session."));
    }

    private static ImmutableMap<KeyId, ContentKey> chosen(KeyRequest asked, TokenClaims claims) {
        Map<KeyId, ContentKey> covered =
                Maps.newHashMapWithExpectedSize(claims.keys().size());
        claims.keys().forEach(key -> key.kid().ifPresent(kid -> covered.put(kid, key.contentKey())));
        if (asked.kids().isEmpty()) {
            return ImmutableMap.copyOf(covered);
        }
        ImmutableMap.Builder<KeyId, ContentKey> chosen = ImmutableMap.builder();
        for (KeyId kid : asked.kids()) {
            ContentKey key = covered.get(kid);
            if (key == null) {
                throw keyNotInToken(kid, covered.keySet().toString());
            }
            chosen.put(kid, key);
        }
        return chosen.buildOrThrow();
    }

    private static LicenseRefusedException keyNotInToken(KeyId kid, String covered) {
        return new LicenseRefusedException(
                Violation.of(ClearKeyError.KEY_NOT_IN_TOKEN, "kids", "kids must be key ids of the token")
                        .showing(kid.toString()),
                Explanation.of(
                        "The token has every key that the player asks for.",
                        "of the key ids " + covered,
                        kid.toString(),
                        "The content has several keys and the token was requested for some of them, or the manifest"
                                + " names another key id than the storefront."));
    }

    private static byte[] keySet(ImmutableMap<KeyId, ContentKey> keys, Form form) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("keys");
            keys.forEach((kid, key) -> {
                json.writeStartObject();
                json.writeStringProperty("kty", "oct");
                json.writeStringProperty("kid", BASE64URL.encodeToString(kid.bytes()));
                json.writeStringProperty("k", BASE64URL.encodeToString(key.reveal()));
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeStringProperty("type", form.text());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
