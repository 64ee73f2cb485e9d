package org.symbolon.http.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;
import tools.jackson.core.JsonGenerator;

/**
 * What the log says of one call: only what is known to be harmless, never a part of the URL. Query and path are full of
 * keys and secrets, be it by a caller's typing error. Filled and written on the event loop.
 */
public final class LogLine {
    private static final String REFUSED = "refused";

    /** Any other word is the caller's own text, of any length. */
    private static final ImmutableSet<String> METHODS =
            HttpMethod.values().stream().map(HttpMethod::name).collect(ImmutableSet.toImmutableSet());

    private final long began = System.nanoTime();
    private Instant time = Instant.EPOCH;
    private long micros;
    private long queueNanos;
    private long workNanos;
    private @Nullable String work;
    private long bytesIn;
    private long bytesOut;
    private String route = "unknown";
    private String method = "";
    private int status;
    private @Nullable DrmId drm;
    private @Nullable Environment environment;
    private @Nullable AccountId account;
    private @Nullable InetAddress address;
    private @Nullable AccountId claimed;
    private @Nullable TokenId token;
    private @Nullable String cookie;
    private @Nullable String reference;
    private @Nullable String trace;
    private @Nullable String outcome;
    private @Nullable Explanation explanation;
    private ImmutableMap<String, String> device = ImmutableMap.of();
    private ImmutableList<Integer> codes = ImmutableList.of();
    private boolean brokenOff;

    LogLine() {}

    /** The path of the endpoint, without any part that a caller chooses. */
    public void route(String name) {
        this.route = name;
    }

    public void drm(DrmId asked) {
        this.drm = asked;
    }

    void environment(Environment asked) {
        this.environment = asked;
    }

    /** Who asks, once that is known. */
    public void account(AccountId asking) {
        this.account = asking;
    }

    /** Where the call came from. */
    void address(InetAddress from) {
        this.address = from;
    }

    /** The trace that the caller says the call is part of. */
    void trace(String id) {
        this.trace = id;
    }

    Optional<String> trace() {
        return Optional.ofNullable(trace);
    }

    /**
     * A worker did something for the call, or should have. Of several times the sum is logged.
     *
     * @param kind what the worker did, as the line calls it
     * @param waited how long the call waited for a worker, in nanoseconds
     * @param worked how long that took so far, in nanoseconds
     */
    void worked(String kind, long waited, long worked) {
        this.work = kind;
        this.queueNanos += waited;
        this.workNanos += worked;
    }

    /** The account that a caller claimed to be who was turned away. */
    void claimed(AccountId said) {
        this.claimed = said;
    }

    public void cookie(String mark) {
        this.cookie = mark;
    }

    /** A token that was issued. */
    public void token(TokenId issued) {
        this.token = issued;
    }

    /** A token that was brought. */
    public void token(TokenClaims claims) {
        this.token = claims.id();
        this.account = claims.account();
        this.cookie = claims.cookie().orElse(null);
    }

    /** A token is to be redeemed. The outcome is a refusal until a licence is granted. */
    public void redemptionBegan() {
        this.outcome = REFUSED;
    }

    public void redemptionGranted(ImmutableMap<String, String> ofDevice) {
        this.outcome = "granted";
        this.device = ofDevice;
    }

    void redemptionRefused(Explanation why, ImmutableMap<String, String> ofDevice) {
        this.outcome = REFUSED;
        this.explanation = why;
        this.device = ofDevice;
    }

    /** The answer did not reach its end. */
    void brokenOff() {
        this.brokenOff = true;
    }

    /** The reference under which a failure is explained. */
    void reference(String name) {
        this.reference = name;
    }

    void answered(String requestMethod, Answer answer) {
        this.method = METHODS.contains(requestMethod) ? requestMethod : "other";
        this.status = answer.status();
        this.codes = answer.codes();
        this.reference = answer.headers().getOrDefault(Answer.REFERENCE, reference);
    }

    /**
     * Nothing more happens to the call.
     *
     * @param in the bytes of the body that came
     * @param out the bytes of the body that was sent
     */
    void ended(long in, long out) {
        this.bytesIn = in;
        this.bytesOut = out;
        this.time = Instant.now();
        this.micros = (System.nanoTime() - began) / 1000;
    }

    public String route() {
        return route;
    }

    public int status() {
        return status;
    }

    /** How long the call took. */
    public long micros() {
        return micros;
    }

    /** The first error code that the answer tells; 0 if it tells none. */
    public int code() {
        return codes.isEmpty() ? 0 : codes.get(0);
    }

    /** Whether the answer did not reach its end. */
    public boolean isBrokenOff() {
        return brokenOff;
    }

    /** When the head of the request had arrived, as of {@link System#nanoTime}. */
    long began() {
        return began;
    }

    /** When the call ended. */
    Instant time() {
        return time;
    }

    void write(JsonGenerator json, String timeText) {
        json.writeStartObject();
        json.writeStringProperty("time", timeText);
        json.writeStringProperty("method", method);
        json.writeStringProperty("route", route);
        json.writeNumberProperty("status", status);
        json.writeNumberProperty("micros", micros);
        if (work != null) {
            json.writeNumberProperty("queueMicros", queueNanos / 1000);
            json.writeNumberProperty(work, workNanos / 1000);
        }
        json.writeNumberProperty("bytesIn", bytesIn);
        json.writeNumberProperty("bytesOut", bytesOut);
        property(json, "address", address == null ? null : InetAddresses.toAddrString(address));
        property(json, "trace", trace);
        property(json, "drm", drm);
        property(json, "environment", environment == null ? null : environment.id());
        property(json, "account", account);
        property(json, "claimedAccount", claimed);
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
        if (!device.isEmpty()) {
            json.writeObjectPropertyStart("device");
            device.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void property(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
