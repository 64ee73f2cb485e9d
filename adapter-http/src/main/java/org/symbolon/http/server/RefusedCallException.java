package org.symbolon.http.server;

import java.util.function.BiFunction;
import org.symbolon.core.language.Wording;

/**
 * Refuses a call, and carries the answer. Thrown by whoever finds that a call cannot be served, with no knowledge of
 * the shape in which its caller wants to be told. It has no stack trace: it costs no more than an answer.
 */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BiFunction<ErrorShape, Wording, Answer> answer;

    private RefusedCallException(String message, BiFunction<ErrorShape, Wording, Answer> answer) {
        super(message, null, false, false);
        this.answer = answer;
    }

    public RefusedCallException(int status, String message) {
        this(message, (shape, wording) -> shape.problem(status, message, wording));
    }

    public static RefusedCallException notFound() {
        return notFound("There is nothing at this URL");
    }

    /** Status 404. */
    public static RefusedCallException notFound(String message) {
        return new RefusedCallException(404, message);
    }

    /** Status 405. */
    public static RefusedCallException method(String allowed, String message) {
        return new RefusedCallException(405, message).with("allow", allowed);
    }

    /** Status 503, with the hint that the same call may succeed soon. */
    static RefusedCallException busy(String message) {
        return new RefusedCallException(503, message).with("retry-after", "1");
    }

    /**
     * Status 429: the caller asks too often (RFC 6585 section 4).
     *
     * @param seconds after how many the same call may succeed
     */
    public static RefusedCallException tooMany(long seconds, String message) {
        return new RefusedCallException(429, message + "; try again in " + seconds + " s")
                .with("retry-after", Long.toString(seconds));
    }

    private RefusedCallException with(String header, String value) {
        return new RefusedCallException(
                String.valueOf(getMessage()),
                (shape, wording) -> answer.apply(shape, wording).with(header, value));
    }

    Answer answer(ErrorShape shape, Wording wording) {
        return answer.apply(shape, wording);
    }
}
