package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_COOKIE;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;
import static org.symbolon.core.error.SharedError.INVALID_GENERAL_FLAGS;
import static org.symbolon.core.internal.parameter.CommonParameters.COOKIE;
import static org.symbolon.core.internal.parameter.CommonParameters.EXPIRATION_TIME;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.internal.drm.Drm;
import org.symbolon.core.internal.parameter.RequestReader;
import org.symbolon.core.internal.record.Transactions.Transaction;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.Environment;

/**
 * Reads the parameters of a request whose caller is known, in the order of the interface's tables. It asks no service,
 * so the same request at the same time always reads the same.
 */
final class RequestReading {
    /** How much later than {@link TokenIssuer#MAX_LIFETIME} a caller's clock may put an end. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final RequestReader reader;
    private final Drm drm;
    private final Account account;
    private final ErrorFormat errorFormat;
    private final Instant end;
    private final Optional<String> cookie;
    private final Optional<DrmPolicy> policy;
    private final ImmutableList<KeySource> keys;

    /** Reads everything; the violations are then in the reader. */
    RequestReading(RequestReader reader, Drm drm, Account account, ErrorFormat errorFormat) {
        this.reader = reader;
        this.drm = drm;
        this.account = account;
        this.errorFormat = errorFormat;
        reader.useDefaults(account.defaults(drm.id()));
        reader.numberKeys(drm.perKeyNames());
        readFlags();
        KeyReading keyReading = new KeyReading(reader, drm, account.sealedKek().isPresent());
        keyReading.read();
        this.end = readEnd();
        this.cookie = readCookie();
        Optional<Parameter<String>> deviceId = drm.common().deviceId();
        if (deviceId.isPresent()) {
            reader.read(deviceId.get());
        }
        this.policy = drm.parse(reader);
        this.keys = keyReading.sources();
    }

    private void readFlags() {
        Parameter<Boolean> flags = drm.common().generalFlags();
        boolean persistent = reader.read(flags).orElse(false);
        if (persistent && !account.persistence()) {
            reader.refuse(INVALID_GENERAL_FLAGS, flags, "must be 0000 or 00000000, unless the account may persist");
        }
        reader.setPersistent(persistent && account.persistence());
    }

    /** The end of the token. An absolute one up to a minute too late is cut, because the caller's clock may differ. */
    private Instant readEnd() {
        Instant latest = reader.now().plus(TokenIssuer.MAX_LIFETIME);
        Optional<EndTime> given = reader.read(EXPIRATION_TIME);
        if (given.isEmpty()) {
            return latest;
        }
        Instant end = given.get().after(reader.now()).truncatedTo(ChronoUnit.MILLIS);
        boolean hasTolerance = given.get().isAbsolute();
        if (!end.isAfter(reader.now())) {
            reader.refuse(INVALID_EXPIRATION_TIME, EXPIRATION_TIME, "is not in the future");
        } else if (end.isAfter(hasTolerance ? latest.plus(CLOCK_TOLERANCE) : latest)) {
            reader.refuse(INVALID_EXPIRATION_TIME, EXPIRATION_TIME, "is more than 30 days ahead");
        }
        return end.isAfter(latest) ? latest : end;
    }

    /** Cookies are logged and recorded, so a secret in the place of a cookie is refused. */
    private Optional<String> readCookie() {
        Optional<String> read = reader.read(COOKIE);
        if (read.isPresent() && (reader.repeatsSecret(read.get()) || isAuthenticator(read.get()))) {
            reader.refuse(INVALID_COOKIE, COOKIE, "is a key of the request or a secret of the account; it is logged");
            return Optional.empty();
        }
        return read;
    }

    private boolean isAuthenticator(String text) {
        return AuthenticatorSecret.parse(text)
                .map(secret -> secret.hash(account.id()))
                .filter(hash -> Arrays.stream(Environment.values())
                        .anyMatch(environment -> account.hasAuthenticator(environment, hash)))
                .isPresent();
    }

    /** What the answer and the record need, also if there are violations. */
    ValidRequest.Summary summary() {
        return new ValidRequest.Summary(
                new Transaction(
                        RecordKind.ISSUE,
                        reader.now(),
                        reader.environment(),
                        drm.id(),
                        Optional.empty(),
                        Optional.of(account.id()),
                        cookie),
                errorFormat,
                reader.ignored(drm.parameterNames()));
    }

    /** What the request means; empty if there are violations. */
    Optional<ValidRequest> request() {
        return policy.isEmpty() || reader.hasViolations()
                ? Optional.empty()
                : Optional.of(new ValidRequest(summary(), account, drm, end, keys, policy.get()));
    }
}
