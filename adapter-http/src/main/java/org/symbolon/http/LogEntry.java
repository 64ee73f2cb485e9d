package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.key.KeyError;
import org.symbolon.core.token.TokenId;
import tools.jackson.core.JsonGenerator;

/**
 * What the log says of one request. It is what is known to be harmless, never a part of the URL: query and path are full of keys and
 * secrets, be it by a caller's typing error.
 */
final class LogEntry {
    private final long began = System.nanoTime();
    private String route = "unknown";
    private String method = "";
    private int status;
    private @Nullable DrmId drm;
    private @Nullable Environment environment;
    private @Nullable AccountId account;
    private @Nullable TokenId token;
    private @Nullable String cookie;
    private @Nullable String reference;
    private boolean brokenOff;
    private ImmutableList<Integer> codes = ImmutableList.of();

    void route(String name) {
        this.route = name;
    }

    void asked(DrmId ofDrm) {
        this.drm = ofDrm;
    }

    void asked(Environment inEnvironment) {
        this.environment = inEnvironment;
    }

    /** Who asks, once that is known. */
    void asked(AccountId by) {
        this.account = by;
    }

    void issued(IssuedToken issued) {
        this.token = issued.id();
        this.account = issued.account();
        this.cookie = issued.cookie().orElse(null);
    }

    void refused(TokenRefusedException refusal) {
        refused(refusal.violations());
        this.account = refusal.account().orElse(null);
        this.cookie = refusal.cookie().orElse(null);
    }

    void refused(ImmutableList<Violation> violations) {
        this.codes = violations.stream()
                .map(violation -> violation.code().number())
                .collect(ImmutableList.toImmutableList());
    }

    void refused(KeyError error) {
        this.codes = ImmutableList.of(error.number());
    }

    /** Says that an answer which had begun has no end. */
    void brokenOff() {
        this.brokenOff = true;
    }

    /** What the answer calls a failure that only the log explains. */
    void reference(String text) {
        this.reference = text;
    }

    void answered(String requestMethod, int answerStatus) {
        this.method = requestMethod;
        this.status = answerStatus;
    }

    void write(JsonGenerator json) {
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
        if (brokenOff) {
            json.writeBooleanProperty("brokenOff", true);
        }
        if (!codes.isEmpty()) {
            json.writeArrayPropertyStart("codes");
            codes.forEach(json::writeNumber);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void property(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
