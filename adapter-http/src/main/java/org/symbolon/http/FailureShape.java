package org.symbolon.http;

import org.symbolon.core.error.ErrorFormat;

/** In which shape a caller is told of failures that are HTTP's, or this service's, rather than an interface's own. */
@FunctionalInterface
interface FailureShape {

    Answer answer(int status, String message);

    static FailureShape of(ErrorFormat format) {
        return (status, message) -> Answer.failure(status, message, format);
    }
}
