package org.symbolon.http.server;

import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.redeem.RedemptionRefusedException;

/** Turns what a call fails with into its answer: the one place that knows the exceptions of core. */
public final class Refusals {
    private final RequestLog log;
    private final Consumer<Throwable> fatal;

    /**
     * For all endpoints.
     *
     * @param fatal is told of every failure that nobody foresaw, and ends the process where it cannot go on
     */
    public Refusals(RequestLog log, Consumer<Throwable> fatal) {
        this.log = log;
        this.fatal = fatal;
    }

    /**
     * The answer to a call that failed.
     *
     * @param failure what was thrown, or what a future failed with
     * @param shape the shape of errors, where the failure does not say it
     */
    public Answer answer(Call call, Throwable failure, ErrorShape shape) {
        if (failure instanceof RefusedCallException refusal) {
            return refusal.answer(shape);
        } else if (failure instanceof TokenRefusedException refusal) {
            return token(call, refusal);
        } else if (failure instanceof RedemptionRefusedException refusal) {
            return redemption(call, refusal, shape);
        } else if (failure instanceof KeyRefusedException refusal) {
            return key(refusal);
        } else if (failure instanceof RefusedException refusal) {
            return shape.violations(refusal.violations());
        } else if (failure instanceof StoreUnavailableException) {
            return storeUnavailable(failure, shape);
        }
        fatal.accept(failure);
        String reference = log.failure("a request failed", failure);
        return shape.problem(500, "Internal error, reference " + reference).with(Answer.REFERENCE, reference);
    }

    private Answer token(Call call, TokenRefusedException refusal) {
        refusal.account().ifPresent(call.log()::account);
        refusal.cookie().ifPresent(call.log()::cookie);
        Answer answer = ErrorShape.of(refusal.errorFormat())
                .violations(refusal.violations())
                .ignoring(refusal.ignoredParameters());
        return refusal.reference()
                .map(reference -> named(answer, reference.text(), refusal))
                .orElse(answer);
    }

    private Answer redemption(Call call, RedemptionRefusedException refusal, ErrorShape shape) {
        refusal.claims().ifPresent(call.log()::token);
        call.log().redemptionRefused(refusal.explanation(), refusal.device());
        Violation first = refusal.violations().get(0);
        Answer answer = refusal.answer()
                .map(own -> Answer.ofPlugin(own, first.kind().status())
                        .withCodes(ImmutableList.of(first.code().number())))
                .orElseGet(() ->
                        refusal.errorFormat().map(ErrorShape::of).orElse(shape).violations(refusal.violations()));
        return named(answer, refusal.reference().text(), refusal);
    }

    /** Names the refusal in the answer; where a failure caused it, the log tells the cause under the same name. */
    private Answer named(Answer answer, String reference, RefusedException refusal) {
        Optional.ofNullable(refusal.getCause())
                .ifPresent(cause -> log.failure("a request was refused", reference, cause));
        return answer.with(Answer.REFERENCE, reference);
    }

    private static Answer key(KeyRefusedException refusal) {
        return ErrorShape.keyStorage(
                        refusal.error(), refusal.error().status(), Objects.requireNonNull(refusal.getMessage()))
                .withCodes(ImmutableList.of(refusal.error().number()));
    }

    private Answer storeUnavailable(Throwable failure, ErrorShape shape) {
        boolean keys = shape == ErrorShape.KEY_STORAGE;
        Violation violation = keys
                ? Violation.of(KEY_STORAGE_FAILED, "key storage does not answer")
                        .unavailable()
                : Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the store of records does not answer");
        String reference = log.failure(keys ? "key storage did not answer" : "records could not be read", failure);
        return shape.violations(ImmutableList.of(violation)).with(Answer.REFERENCE, reference);
    }
}
