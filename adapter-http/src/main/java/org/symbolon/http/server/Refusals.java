package org.symbolon.http.server;

import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;

import com.google.common.collect.ImmutableList;
import io.vertx.core.http.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.symbolon.core.error.RefusedException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.error.Violation;
import org.symbolon.core.issue.TokenRefusedException;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.language.Language;
import org.symbolon.core.language.Translations;
import org.symbolon.core.language.Wording;
import org.symbolon.core.language.Wordings;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.http.language.AcceptLanguage;

/** Turns what a call fails with into its answer: the one place that knows the exceptions of core. */
public final class Refusals {
    private final RequestLog log;
    private final Consumer<Throwable> fatal;
    private final Wordings wordings;

    /**
     * For all endpoints.
     *
     * @param fatal is told of every failure that nobody foresaw, and ends the process where it cannot go on
     * @param wordings what callers are told in their languages
     */
    public Refusals(RequestLog log, Consumer<Throwable> fatal, Wordings wordings) {
        this.log = log;
        this.fatal = fatal;
        this.wordings = wordings.with(Translations.beside(AcceptLanguage.class));
    }

    /**
     * The answer to a call that failed.
     *
     * @param failure what was thrown, or what a future failed with
     * @param shape the shape of errors, where the failure does not say it
     */
    public Answer answer(Call call, Throwable failure, ErrorShape shape) {
        return answer(call, failure, known -> shape);
    }

    /** The same where the shape has to be read from the call. That costs time, so it is read only if it is needed. */
    Answer answer(Call call, Throwable failure, Function<Call, ErrorShape> shape) {
        Language language = AcceptLanguage.of(call.headers(HttpHeaders.ACCEPT_LANGUAGE));
        return answer(call, failure, new Form(() -> shape.apply(call), wordings.in(language)));
    }

    /** How a caller wants to be told of errors. */
    private record Form(Supplier<ErrorShape> asked, Wording wording) {
        Form with(ErrorShape other) {
            return new Form(() -> other, wording);
        }

        ErrorShape shape() {
            return asked.get();
        }

        Answer violations(ImmutableList<Violation> violations) {
            return shape().violations(violations, wording);
        }
    }

    private Answer answer(Call call, Throwable failure, Form form) {
        if (failure instanceof RefusedCallException refusal) {
            return refusal.answer(form.shape(), form.wording());
        } else if (failure instanceof TokenRefusedException refusal) {
            return token(call, refusal, form);
        } else if (failure instanceof RedemptionRefusedException refusal) {
            return redemption(call, refusal, form);
        } else if (failure instanceof KeyRefusedException refusal) {
            return key(refusal, form.wording());
        } else if (failure instanceof RefusedException refusal) {
            return form.violations(refusal.violations());
        } else if (failure instanceof StoreUnavailableException) {
            return storeUnavailable(failure, form);
        }
        fatal.accept(failure);
        String reference = log.failure("a request failed", failure);
        return form.shape()
                .problem(500, "Internal error, reference " + reference, form.wording())
                .with(Answer.REFERENCE, reference);
    }

    private Answer token(Call call, TokenRefusedException refusal, Form form) {
        refusal.account().ifPresent(call.log()::account);
        refusal.cookie().ifPresent(call.log()::cookie);
        Answer answer = form.with(ErrorShape.of(refusal.errorFormat()))
                .violations(refusal.violations())
                .ignoring(refusal.ignoredParameters());
        return refusal.reference()
                .map(reference -> named(answer, reference.text(), refusal))
                .orElse(answer);
    }

    private Answer redemption(Call call, RedemptionRefusedException refusal, Form form) {
        refusal.claims().ifPresent(call.log()::token);
        call.log().redemptionRefused(refusal.explanation(), refusal.device());
        Violation first = refusal.violations().get(0);
        Answer answer = refusal.answer()
                .map(own -> Answer.ofPlugin(own, first.kind().status())
                        .withCodes(ImmutableList.of(first.code().number())))
                .orElseGet(() -> form.with(
                                refusal.errorFormat().map(ErrorShape::of).orElseGet(form::shape))
                        .violations(refusal.violations()));
        return named(answer, refusal.reference().text(), refusal);
    }

    /** Names the refusal in the answer; where a failure caused it, the log tells the cause under the same name. */
    private Answer named(Answer answer, String reference, RefusedException refusal) {
        Optional.ofNullable(refusal.getCause())
                .ifPresent(cause -> log.failure("a request was refused", reference, cause));
        return answer.with(Answer.REFERENCE, reference);
    }

    private static Answer key(KeyRefusedException refusal, Wording wording) {
        String message = Objects.requireNonNull(refusal.getMessage());
        return ErrorShape.keyStorage(refusal.error(), refusal.error().status(), message, wording)
                .withCodes(ImmutableList.of(refusal.error().number()));
    }

    private Answer storeUnavailable(Throwable failure, Form form) {
        boolean keys = form.shape() == ErrorShape.KEY_STORAGE;
        Violation violation = keys
                ? Violation.of(KEY_STORAGE_FAILED, "key storage does not answer")
                        .unavailable()
                : Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the store of records does not answer");
        String reference = log.failure(keys ? "key storage did not answer" : "records could not be read", failure);
        return form.violations(ImmutableList.of(violation)).with(Answer.REFERENCE, reference);
    }
}
