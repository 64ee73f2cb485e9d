package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_COOKIE;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;
import static org.symbolon.core.internal.parameter.CommonParameters.COOKIE;
import static org.symbolon.core.internal.parameter.CommonParameters.EXPIRATION_TIME;
import static org.symbolon.core.internal.parameter.CommonParameters.GENERAL_FLAGS;

import com.google.common.collect.ImmutableList;
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
import org.symbolon.core.parameter.Quotation;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;

/**
 * Reads the parameters of a request whose caller is known, in the order of the interface's tables. It asks no service,
 * so the same request at the same time always reads the same.
 */
final class RequestReading {
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
        reader.read(GENERAL_FLAGS);
        KeyReading keyReading = new KeyReading(reader, drm, account.sealedKek().isPresent());
        keyReading.read();
        this.end = readEnd();
        this.cookie = readCookie(keyReading);
        drm.common().deviceId().ifPresent(reader::read);
        this.policy = drm.parse(reader);
        this.keys = keyReading.sources();
    }

    private Instant readEnd() {
        Instant latest = reader.now().plus(TokenIssuer.MAX_LIFETIME);
        Optional<EndTime> given = reader.read(EXPIRATION_TIME);
        Instant read = given.map(time -> time.after(reader.now()).truncatedTo(ChronoUnit.MILLIS))
                .orElse(latest);
        if (!read.isAfter(reader.now())) {
            refuseEnd(given, "is not in the future: ");
        } else if (read.isAfter(latest)) {
            refuseEnd(given, "is more than 30 days ahead: ");
        }
        return read;
    }

    /** Cookies are logged and recorded, so a secret in the place of a cookie is refused. */
    private Optional<String> readCookie(KeyReading keyReading) {
        Optional<String> read = reader.read(COOKIE);
        if (read.filter(text -> keyReading.brings(text) || isAuthenticator(text))
                .isPresent()) {
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

    /**
     * The cookie, as far as it is kept. A refused request may have a key in the place of its cookie, which then looks
     * like any other 16 bytes in hexadecimal.
     */
    private Optional<String> keptCookie() {
        return cookie.filter(text -> !reader.hasViolations() || !Hex.isHex(text, ContentKey.BYTES));
    }

    private void refuseEnd(Optional<EndTime> given, String rule) {
        String quoted = given.map(EndTime::toString).map(Quotation::of).orElse("");
        reader.refuse(INVALID_EXPIRATION_TIME, EXPIRATION_TIME, rule + quoted);
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
                        keptCookie()),
                errorFormat,
                reader.ignored(drm.parameterNames()));
    }

    /** What the request means; empty if there are violations. */
    Optional<ValidRequest> request() {
        return policy.filter(complete -> !reader.hasViolations())
                .map(complete -> new ValidRequest(summary(), account, drm, end, keys, complete));
    }
}
