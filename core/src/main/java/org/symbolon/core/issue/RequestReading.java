package org.symbolon.core.issue;

import static org.symbolon.core.error.SharedError.INVALID_ENCRYPTED_KEY;
import static org.symbolon.core.error.SharedError.INVALID_EXPIRATION_TIME;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.symbolon.core.account.Account;
import org.symbolon.core.drm.CommonParameters;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.DrmPolicy;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.parameter.Echo;
import org.symbolon.core.parameter.EndTime;
import org.symbolon.core.parameter.ParameterReader;
import org.symbolon.core.token.EncodedPolicy;
import org.symbolon.core.token.TokenClaims;

/** Reads the parameters of a request whose caller is known, in the order of the interface's tables, and drafts the token's claims. */
record RequestReading(IssuingContext context, TokenRequest request, Drm drm, Account account, ErrorFormat errorFormat) {

    PreparedToken read(ParameterReader reader) {
        Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        IssueJournal journal = new IssueJournal(context, drm.id(), request.environment(), now);
        reader.read(CommonParameters.GENERAL_FLAGS);
        KeySource key = KeySource.read(reader, drm, account);
        Instant end = readEnd(reader, now);
        Optional<String> cookie = reader.read(CommonParameters.COOKIE);
        reader.read(drm.common().deviceId());
        Optional<DrmPolicy> policy = drm.system().parse(reader, now);
        Optional<ContentKey> contentKey = key.givenKey();
        if (contentKey.isEmpty() && key.ek().isPresent() && key.kek().isPresent()) {
            reader.refuse(
                    INVALID_ENCRYPTED_KEY, CommonParameters.EK, "was not wrapped under kek: its integrity check fails");
        }
        RequestFacts facts =
                new RequestFacts(errorFormat, Optional.of(account.id()), cookie, reader.ignored(drm.parameterNames()));
        if (reader.hasViolations()) {
            throw journal.refused(facts.refusal(reader.violations()));
        }
        TokenClaims.Builder claims = TokenClaims.builder()
                .account(account.id())
                .environment(request.environment())
                .drm(drm.id())
                .issued(now)
                .end(end)
                .errorFormat(errorFormat)
                .cookie(cookie)
                .kid(key.kid())
                .policy(EncodedPolicy.of(policy.orElseThrow()));
        return new PreparedToken(context, new PreparedToken.Draft(account, journal, key, contentKey, claims, facts));
    }

    private static Instant readEnd(ParameterReader reader, Instant now) {
        Instant latest = now.plus(TokenIssuer.LONGEST_LIFE);
        Optional<EndTime> named = reader.read(CommonParameters.EXPIRATION_TIME);
        Instant end = named.map(time -> time.after(now).truncatedTo(ChronoUnit.MILLIS))
                .orElse(latest);
        if (!end.isAfter(now)) {
            refuseEnd(reader, named.orElseThrow(), "is not in the future: ");
        } else if (end.isAfter(latest)) {
            refuseEnd(reader, named.orElseThrow(), "is more than 30 days ahead: ");
        }
        return end;
    }

    private static void refuseEnd(ParameterReader reader, EndTime end, String rule) {
        reader.refuse(INVALID_EXPIRATION_TIME, CommonParameters.EXPIRATION_TIME, rule + Echo.of(end.toString()));
    }
}
