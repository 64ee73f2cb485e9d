package org.symbolon.core.issue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.error.ErrorFormat;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.record.Reference;

/** A token was not issued. Besides the violations it says what an answer and a log line need. */
public final class TokenRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final transient RequestFacts request;
    private final transient Optional<Reference> reference;

    TokenRefusedException(ImmutableList<Violation> violations, RequestFacts request, @Nullable Throwable cause) {
        this(violations, request, Optional.empty(), cause);
    }

    private TokenRefusedException(
            ImmutableList<Violation> violations,
            RequestFacts request,
            Optional<Reference> reference,
            @Nullable Throwable cause) {
        super(violations, cause);
        this.request = request;
        this.reference = reference;
    }

    /** The same refusal, under the reference by which its record is found. */
    TokenRefusedException named(Reference name) {
        return new TokenRefusedException(violations(), request, Optional.of(name), getCause());
    }

    /** What the refusal is called; empty for a caller that is not authenticated, of whom nothing is recorded. */
    public Optional<Reference> reference() {
        return reference;
    }

    /** The shape in which the caller wants to be told. */
    public ErrorFormat errorFormat() {
        return request.errorFormat();
    }

    /** Who asked; empty for a caller that is not authenticated. */
    public Optional<AccountId> account() {
        return request.account();
    }

    /** The caller's mark, where it is valid. */
    public Optional<String> cookie() {
        return request.cookie();
    }

    /** The parameters that had no effect; none for a caller that is not authenticated. */
    public ImmutableSet<String> ignoredParameters() {
        return request.ignoredParameters();
    }
}
