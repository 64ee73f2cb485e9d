package org.symbolon.core.issue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.error.ErrorDescription;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.internal.record.Transactions;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.value.AccountId;

/** No token was issued. Holds the violations and what an answer and a log line need. */
public final class TokenRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient ValidRequest.Summary request;
    private final transient Optional<Reference> reference;

    private TokenRefusedException(
            ImmutableList<Violation> violations,
            ValidRequest.Summary request,
            Optional<Reference> reference,
            @Nullable Throwable cause) {
        super(violations, cause);
        this.request = request;
        this.reference = reference;
    }

    /** A refusal of a caller that is not authenticated, which is not recorded. */
    static TokenRefusedException ofUnknownCaller(ValidRequest.Summary request, ImmutableList<Violation> violations) {
        return new TokenRefusedException(violations, request, Optional.empty(), null);
    }

    /** Records a refusal and makes the exception for it. */
    static TokenRefusedException recorded(
            Transactions transactions, ValidRequest.Summary request, ImmutableList<Violation> violations) {
        return recorded(transactions, request, violations, null);
    }

    /** Records a refusal that a failure caused, and makes the exception for it. */
    static TokenRefusedException recorded(
            Transactions transactions,
            ValidRequest.Summary request,
            ImmutableList<Violation> violations,
            @Nullable Throwable cause) {
        ValidRequest.Summary kept = request.withoutMisplacedSecret();
        Reference reference = transactions.refused(
                kept.transaction(), violations.get(0).code(), explanation(violations), ImmutableMap.of());
        return new TokenRefusedException(violations, kept, Optional.of(reference), cause);
    }

    private static Explanation explanation(ImmutableList<Violation> violations) {
        ErrorDescription first = violations.get(0).code().description();
        return Explanation.of(
                "A request for a token keeps every rule of the interface's tables.",
                first.remedy(),
                String.join("; ", Lists.transform(violations, Violation::rule)),
                first.raised());
    }

    /** The reference of the record; empty for a caller that is not authenticated, of whom nothing is recorded. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** The form in which the caller wants errors. */
    public ErrorFormat errorFormat() {
        return request.errorFormat();
    }

    /** The account that asked; empty for a caller that is not authenticated. */
    public Optional<AccountId> account() {
        return request.transaction().account();
    }

    /** The caller's mark, if it is valid and does not look like a key. */
    public Optional<String> cookie() {
        return request.transaction().cookie();
    }

    /** The parameters that had no effect; none for a caller that is not authenticated. */
    public ImmutableSet<String> ignoredParameters() {
        return request.ignoredParameters();
    }
}
