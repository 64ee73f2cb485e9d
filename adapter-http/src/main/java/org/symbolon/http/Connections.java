package org.symbolon.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The open connections of one event loop. Closes those on which no complete request head has arrived for too long: bytes that dribble in
 * keep a connection from being idle, so an idle time-out alone would let them hold it for ever. Used on its event loop only.
 */
final class Connections {
    /** Long enough for a caller that is still sending to read why it is not listened to. */
    private static final long FAREWELL_MILLIS = 500;

    private final Vertx vertx;
    private final long longestNanos;
    private final Map<HttpConnection, State> open = new HashMap<>();

    private static final class State {
        private int inFlight;
        private long since = System.nanoTime();
        private long timer;
        private boolean closing;
    }

    Connections(Vertx vertx, Duration longest) {
        this.vertx = vertx;
        this.longestNanos = longest.toNanos();
    }

    void opened(HttpConnection connection) {
        State state = new State();
        open.put(connection, state);
        connection.closeHandler(closed -> {
            open.remove(connection);
            vertx.cancelTimer(state.timer);
        });
        watch(connection, state);
    }

    private void watch(HttpConnection connection, State state) {
        long left = state.inFlight > 0 ? longestNanos : longestNanos - (System.nanoTime() - state.since);
        if (left <= 0) {
            cut(connection);
        } else {
            state.timer = vertx.setTimer(left / 1_000_000 + 1, fired -> watch(connection, state));
        }
    }

    /** Notes a request; false on a connection that was given up, where it is not to be answered. */
    boolean requestBegan(HttpConnection connection) {
        return count(connection, 1);
    }

    void requestEnded(HttpConnection connection) {
        count(connection, -1);
    }

    private boolean count(HttpConnection connection, int change) {
        State state = open.get(connection);
        if (state == null || state.closing) {
            return false;
        }
        state.inFlight += change;
        state.since = System.nanoTime();
        return true;
    }

    /** Gives a connection up. */
    void closeSoon(HttpConnection connection) {
        State state = open.get(connection);
        if (state != null && !state.closing) {
            state.closing = true;
            vertx.cancelTimer(state.timer);
            state.timer = vertx.setTimer(FAREWELL_MILLIS, fired -> cut(connection));
        }
    }

    /** Closes a connection at once. Its own {@code close} would first wait for a reader that has stopped reading, for ever. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static void cut(HttpConnection connection) {
        ((ConnectionBase) connection).channelHandlerContext().close();
    }
}
