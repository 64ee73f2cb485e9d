package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.License;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.IssuedToken;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.key.KeyError;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.token.TokenClaims;
import org.symbolon.core.token.TokenId;
import tools.jackson.core.JsonGenerator;

/**
 * What the log says of one request. It is what is known to be harmless, never a part of the URL: query and path are full of keys and
 * secrets, be it by a caller's typing error.
 */
final class LogEntry {
    private static final String REFUSED = "refused";

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
    private @Nullable String outcome;
    private @Nullable Explanation explanation;
    private ImmutableMap<String, String> device = ImmutableMap.of();
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

    /** A token was brought, and may be redeemed. */
    void brought(TokenClaims claims) {
        this.token = claims.id();
        this.account = claims.account();
        this.cookie = claims.cookie().orElse(null);
    }

    /** A token is to be redeemed: refused, until a licence was granted. */
    void redeeming() {
        this.outcome = REFUSED;
    }

    void granted(License license) {
        this.outcome = "granted";
        this.device = license.device();
    }

    void refused(RedemptionRefusedException refusal) {
        refused(refusal.violations());
        refusal.claims().ifPresent(this::brought);
        this.outcome = REFUSED;
        this.explanation = refusal.explanation();
        this.device = refusal.device();
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
        property(json, "outcome", outcome);
        if (brokenOff) {
            json.writeBooleanProperty("brokenOff", true);
        }
        if (!codes.isEmpty()) {
            json.writeArrayPropertyStart("codes");
            codes.forEach(json::writeNumber);
            json.writeEndArray();
        }
        if (explanation != null) {
            json.writeStringProperty("expected", explanation.expected());
            json.writeStringProperty("got", explanation.got());
        }
        JsonText.writeObject(json, "device", device);
        json.writeEndObject();
    }

    private static void property(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
