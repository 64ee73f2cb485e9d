package org.symbolon.http.connection;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a connection speaks, and what it knows of its requests. Used on the connection's event loop only. */
interface Protocol {
    /** Notes that a request begins; empty if the connection is being closed, so that it is not to be answered. */
    Optional<Exchange> begin(HttpServerRequest request);

    /** Whether requests are being answered, or their bodies arrive. */
    boolean isBusy();

    /** Whether the caller has to do something next, so that nothing is lost by closing. */
    boolean isWaiting();

    boolean isReceivingBody();

    /** Refuses the request whose body has been arriving for longest, which releases its memory. */
    void giveUpBody();

    /** Whether a caller has left an answer unread for longer than this. */
    boolean hasAnswerOlderThan(long nanos);

    /** Whether the connection can be closed without the loss of a request that has begun to arrive. */
    boolean isIdle();

    /** Whether no request is being answered, nor the last answer being read. */
    boolean isWaitingForHead();

    /** The service is about to end. */
    void endBegins();

    /** Answers no further requests, and closes the connection once the last answer was read. */
    void closeBehindLastAnswer();

    /** What a connection speaks while its TLS handshake is under way: nothing. */
    record Handshake(Connection connection) implements Protocol {
        @Override
        public Optional<Exchange> begin(HttpServerRequest request) {
            return Optional.empty();
        }

        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public boolean isWaiting() {
            return true;
        }

        @Override
        public boolean isReceivingBody() {
            return false;
        }

        @Override
        public void giveUpBody() {}

        @Override
        public boolean hasAnswerOlderThan(long nanos) {
            return false;
        }

        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public boolean isWaitingForHead() {
            return true;
        }

        @Override
        public void endBegins() {}

        @Override
        public void closeBehindLastAnswer() {
            connection.cut();
        }
    }
}
