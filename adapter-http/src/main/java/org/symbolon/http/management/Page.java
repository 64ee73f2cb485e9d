package org.symbolon.http.management;

import java.util.Optional;

/**
 * What a monitor is answered.
 *
 * @param status the status code
 * @param contentType the media type of the body
 * @param body the body
 */
record Page(int status, String contentType, String body) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Text for people. */
    static Page text(int status, String body) {
        return new Page(status, TEXT, body);
    }

    /** Makes the answer to a request. */
    @FunctionalInterface
    interface Source {
        /**
         * Makes the answer, on the management's event loop.
         *
         * @param accept the header {@code Accept}; empty if there is none
         */
        Page answer(Optional<String> accept);
    }
}
