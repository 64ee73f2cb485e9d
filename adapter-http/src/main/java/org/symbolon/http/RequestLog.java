package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line a request, in JSON. Of the request it holds what is known to be harmless, never a part of the URL: query and path are full of
 * keys and secrets, be it by a caller's typing error.
 */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("symbolon.requests");
    private static final JsonFactory JSON = new JsonFactory();

    private final long began = System.nanoTime();
    private String route = "unknown";
    private @Nullable DrmId drm;
    private @Nullable Environment environment;
    private @Nullable AccountId account;
    private @Nullable String token;
    private @Nullable String cookie;
    private @Nullable String reference;
    private ImmutableList<Violation> violations = ImmutableList.of();

    void route(String name) {
        this.route = name;
    }

    void asked(DrmId ofDrm, Environment inEnvironment) {
        this.drm = ofDrm;
        this.environment = inEnvironment;
    }

    void issued(IssuedToken issued) {
        this.token = issued.id().toString();
        this.account = issued.account();
        this.cookie = issued.cookie().orElse(null);
    }

    void refused(TokenRefusedException refusal) {
        this.violations = refusal.violations();
        this.account = refusal.account().orElse(null);
        this.cookie = refusal.cookie().orElse(null);
    }

    /** What the answer calls a failure that only the log explains. */
    void reference(String text) {
        this.reference = text;
    }

    void write(String method, int status) {
        if (LOG.isInfoEnabled()) {
            LOG.info(line(method, status));
        }
    }

    private String line(String method, int status) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("time", Instant.now().toString());
            json.writeStringProperty("method", method);
            json.writeStringProperty("route", route);
            json.writeNumberProperty("status", status);
            json.writeNumberProperty("micros", (System.nanoTime() - began) / 1000);
            property(json, "drm", drm);
            property(json, "environment", environment == null ? null : environment.id());
            property(json, "account", account);
            property(json, "token", token);
            property(json, "cookie", cookie);
            property(json, "reference", reference);
            codes(json);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void property(JsonGenerator json, String name, @Nullable Object value) {
        Optional.ofNullable(value).ifPresent(present -> json.writeStringProperty(name, present.toString()));
    }

    private void codes(JsonGenerator json) {
        if (!violations.isEmpty()) {
            json.writeArrayPropertyStart("codes");
            violations.forEach(violation -> json.writeNumber(violation.code().number()));
            json.writeEndArray();
        }
    }
}
