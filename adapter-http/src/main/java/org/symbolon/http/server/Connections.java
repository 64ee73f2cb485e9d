package org.symbolon.http.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The open connections of one event loop. Closes those on which no complete request head has arrived for too long:
 * bytes that dribble in keep a connection from being idle, so an idle time-out alone would let them hold it for ever.
 * Used on its event loop only.
 */
final class Connections {
    /** Long enough for a caller that is still sending to read why it was refused. */
    private static final long CLOSING_MILLIS = 500;

    private final Vertx vertx;
    private final long longestNanos;
    private final Map<HttpConnection, Connection> open = new HashMap<>();

    Connections(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longestNanos = longest.toNanos();
    }

    void opened(HttpConnection connection) {
        Connection state = new Connection(connection);
        open.put(connection, state);
        connection.closeHandler(closed -> {
            open.remove(connection);
            state.closed = true;
            vertx.cancelTimer(state.timer);
        });
        state.watch();
    }

    /**
     * The connection on which a request begins; empty if it is being closed, so that the request is not to be answered.
     */
    Optional<Connection> requestBegan(HttpConnection connection) {
        Connection state = open.get(connection);
        if (state == null || state.closing) {
            return Optional.empty();
        }
        state.count(1);
        return Optional.of(state);
    }

    /** One connection. All methods except {@link #isClosed} are used on the event loop only. */
    final class Connection {
        private final HttpConnection connection;
        private final Optional<InetAddress> peer;
        private int requestsUnderWay;
        private long since = System.nanoTime();
        private long timer;
        private boolean closing;
        private volatile boolean closed;

        private Connection(HttpConnection connection) {
            this.connection = connection;
            this.peer = Callers.parse(connection.remoteAddress().hostAddress());
        }

        /** Whether the caller has left; may be asked on any thread. */
        boolean isClosed() {
            return closed;
        }

        /** The address at the other end; empty if it is none of the Internet. */
        Optional<InetAddress> peer() {
            return peer;
        }

        void requestEnded() {
            count(-1);
        }

        private void count(int change) {
            requestsUnderWay += change;
            since = System.nanoTime();
        }

        private void watch() {
            long left = requestsUnderWay > 0 ? longestNanos : longestNanos - (System.nanoTime() - since);
            if (left <= 0) {
                cut();
            } else {
                timer = vertx.setTimer(left / 1_000_000 + 1, fired -> watch());
            }
        }

        /** Answers no further requests, and closes the connection once the caller had time to read the last answer. */
        void closeSoon() {
            if (!closed && !closing) {
                closing = true;
                vertx.cancelTimer(timer);
                timer = vertx.setTimer(CLOSING_MILLIS, fired -> cut());
            }
        }

        /**
         * Closes the connection at once. Vert.x's own {@code close} would wait for a caller who has stopped reading.
         */
        @SuppressWarnings("FutureReturnValueIgnored")
        void cut() {
            ((ConnectionBase) connection).channelHandlerContext().close();
        }
    }
}
