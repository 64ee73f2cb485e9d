package org.symbolon.demo;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.account.Caller;
import org.symbolon.core.drm.DrmAnswer;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.issue.TokenRequest;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyError;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.SealedToken;
import org.symbolon.http.demo.DemoSite;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A page that plays the clip and shows what happens on the way: the request for the token, the token's claims, the
 * licence request and its answer. Everything it loads comes from this process.
 */
public final class FilmSite implements DemoSite {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DrmId CLEAR_KEY = new DrmId("ck");
    private static final String PLAYER = "/META-INF/resources/webjars/video.js/7.21.7/dist/";

    private static final ImmutableMap<String, String> PAGE = ImmutableMap.of(
            "", "index.html",
            "page.js", "page.js",
            "page.css", "page.css",
            "video.min.js", PLAYER + "video.min.js",
            "video-js.min.css", PLAYER + "video-js.min.css");

    /** The clip in each scheme, by folder. */
    private static final ImmutableMap<String, Scheme> CLIPS =
            ImmutableMap.of("clip/", Scheme.CENC, "cbcs/", Scheme.CBCS, "aes-128/", Scheme.AES_128);

    private volatile ImmutableMap<String, DrmAnswer> page = ImmutableMap.of();
    /** Packaged when somebody first asks for a file of it, so that a start does not wait for that. */
    private volatile Supplier<ImmutableMap<String, DrmAnswer>> media = ImmutableMap::of;

    @Override
    public boolean open(Symbolon symbolon, CustomerAuthenticator account) {
        if (symbolon.drms().find(CLEAR_KEY).isEmpty()) {
            return false;
        }
        SecureRandom random = new SecureRandom();
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        KeyEncryptionKey kek = KeyEncryptionKey.of(bytes);
        KeyCaller caller = new KeyCaller(account.account(), Environment.PRODUCTION, Optional.of(kek), Optional.empty());
        EncryptedClip.Key video = newKey(symbolon, caller, "demo-video");
        EncryptedClip.Key audio = newKey(symbolon, caller, "demo-audio");
        media = Suppliers.memoize(
                () -> clips(video, audio, licenseUrl(symbolon, account, ImmutableList.of(video, audio))));
        ImmutableMap.Builder<String, DrmAnswer> all = ImmutableMap.builder();
        PAGE.forEach((path, resource) -> all.put(path, file(resource)));
        all.put("config.json", json(json -> {
            json.writeStringProperty("authenticator", account.reveal());
            json.writeStringProperty("kek", Hex.encode(bytes));
        }));
        page = all.buildOrThrow();
        return true;
    }

    private static ImmutableMap<String, DrmAnswer> clips(
            EncryptedClip.Key video, EncryptedClip.Key audio, String licenseUrl) {
        ImmutableMap.Builder<String, DrmAnswer> all = ImmutableMap.builder();
        CLIPS.forEach((folder, scheme) -> EncryptedClip.of(scheme, video, audio, Optional.of(licenseUrl))
                .files()
                .forEach((path, file) -> all.put(folder + path, DrmAnswer.of(file.mediaType(), file.bytes()))));
        return all.buildOrThrow();
    }

    /** A new key in the key storage; an earlier start may have left one of the same name under another KEK. */
    private static EncryptedClip.Key newKey(Symbolon symbolon, KeyCaller caller, String name) {
        KeyId kid = KeyId.ofString(name);
        try {
            symbolon.keys().remove(caller, kid);
        } catch (KeyRefusedException e) {
            if (e.error() != KeyError.NOT_FOUND) {
                throw e;
            }
        }
        KeyFields fields = KeyFields.of(ImmutableMap.of(KeyField.KID, Optional.of(kid.toString())));
        return new EncryptedClip.Key(
                kid, symbolon.keys().create(caller, fields).key().k().orElseThrow());
    }

    /** What the manifests name, for players that are given nothing else; the page buys tokens of its own. */
    private static String licenseUrl(
            Symbolon symbolon, CustomerAuthenticator account, ImmutableList<EncryptedClip.Key> keys) {
        RequestParameters.Builder parameters =
                RequestParameters.builder().add("customerAuthenticator", account.reveal());
        for (int i = 0; i < keys.size(); i++) {
            parameters.add("kid." + i, keys.get(i).kid().toString());
            parameters.add(
                    "contentKey." + i, Hex.encode(keys.get(i).contentKey().reveal()));
        }
        TokenRequest request = TokenRequest.of(CLEAR_KEY, Caller.of(Environment.PRODUCTION), parameters.build());
        return symbolon.issuer().issue(request).licenseUrl();
    }

    private static DrmAnswer file(String resource) {
        try {
            byte[] bytes = Resources.toByteArray(Resources.getResource(FilmSite.class, resource));
            return DrmAnswer.of(mediaType(resource), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(String resource) {
        if (resource.endsWith(".html")) {
            return "text/html; charset=utf-8";
        }
        return resource.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    }

    @Override
    public Optional<DrmAnswer> answer(Symbolon symbolon, String path, ImmutableMap<String, String> query) {
        return switch (path) {
            case "claims" ->
                symbolon.inspect(new SealedToken(query.getOrDefault("token", "")))
                        .map(FilmSite::claims);
            case "explain" -> explanation(symbolon, query.getOrDefault("reference", ""));
            default -> Optional.ofNullable((path.contains("/") ? media.get() : page).get(path));
        };
    }

    /** What a token says, without its keys. */
    private static DrmAnswer claims(TokenInspection token) {
        return json(json -> {
            json.writeStringProperty("id", token.claims().id().toString());
            json.writeStringProperty("drm", token.claims().drm().toString());
            json.writeStringProperty("account", token.claims().account().toString());
            json.writeStringProperty("issued", token.claims().issued().toString());
            json.writeStringProperty("end", token.claims().end().toString());
            json.writeArrayPropertyStart("kids");
            token.claims().keys().forEach(key -> key.kid().ifPresent(kid -> json.writeString(kid.toString())));
            json.writeEndArray();
            token.policy()
                    .ifPresent(policy ->
                            policy.entries().forEach(rule -> json.writeStringProperty(rule.getKey(), rule.getValue())));
        });
    }

    private static Optional<DrmAnswer> explanation(Symbolon symbolon, String reference) {
        if (!Reference.isValid(reference)) {
            return Optional.empty();
        }
        return symbolon.refusal(new Reference(reference))
                .flatMap(TransactionRecord::explanation)
                .map(FilmSite::explained);
    }

    private static DrmAnswer explained(Explanation explanation) {
        return json(json -> {
            json.writeStringProperty("rule", explanation.rule());
            json.writeStringProperty("expected", explanation.expected());
            json.writeStringProperty("got", explanation.got());
            json.writeStringProperty("usual cause", explanation.usualCause());
        });
    }

    private static DrmAnswer json(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return DrmAnswer.of("application/json", bytes.toByteArray());
    }
}
