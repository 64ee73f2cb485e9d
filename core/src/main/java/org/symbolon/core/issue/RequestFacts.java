package org.symbolon.core.issue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Violation;

/**
 * What an answer and a log line need to know of a request.
 *
 * @param errorFormat the shape of errors that the caller asked for, HTML where that is not valid
 * @param account who asked; empty for a caller that is not authenticated
 * @param cookie the caller's mark, where it is valid
 * @param ignoredParameters what had no effect; empty for a caller that is not authenticated
 */
record RequestFacts(
        ErrorFormat errorFormat,
        Optional<AccountId> account,
        Optional<String> cookie,
        ImmutableSet<String> ignoredParameters) {

    static RequestFacts ofStranger(ErrorFormat errorFormat) {
        return new RequestFacts(errorFormat, Optional.empty(), Optional.empty(), ImmutableSet.of());
    }

    TokenRefusedException refusal(ImmutableList<Violation> violations) {
        return new TokenRefusedException(violations, this, null);
    }

    TokenRefusedException refusal(Violation violation, @Nullable Throwable cause) {
        return new TokenRefusedException(ImmutableList.of(violation), this, cause);
    }
}
