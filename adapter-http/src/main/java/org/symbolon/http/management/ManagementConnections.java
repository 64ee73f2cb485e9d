package org.symbolon.http.management;

import com.google.common.collect.ImmutableList;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of the management listener. Those that have asked nothing yet, or what a monitor asks, get one answer
 * and last for {@link #LONGEST_OF_MONITOR} at most. Those that asked a {@link ManagementSite} may go on, and have a
 * bound of their own, so that neither kind keeps the other one out. Beyond a bound the oldest is closed, of the sites'
 * the one that has been idle for longest. Used on the event loop only.
 */
final class ManagementConnections {
    static final int MOST_OF_MONITORS = 32;
    static final int MOST_OF_SITES = 64;
    static final int LONGEST_BODY = 256 * 1024;
    static final Duration LONGEST_OF_MONITOR = Duration.ofSeconds(10);

    /** From the head of a request to the end of its body. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    /** From the end of a request to that of its answer. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);
    /** From the end of an answer to the head of the next request. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Context loop;

    /** Each with the timer that closes it; the oldest first. */
    private final Map<HttpConnection, Long> ofMonitors = new LinkedHashMap<>();

    private final Map<HttpConnection, Long> busy = new LinkedHashMap<>();
    private final Map<HttpConnection, Long> idle = new LinkedHashMap<>();

    ManagementConnections(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    Context loop() {
        return loop;
    }

    private long closingAfter(HttpConnection connection, Duration time) {
        return vertx.setTimer(time.toMillis(), late -> close(connection));
    }

    /** Somebody has connected. */
    void opened(HttpConnection connection) {
        ofMonitors.put(connection, closingAfter(connection, LONGEST_OF_MONITOR));
        connection.closeHandler(closed -> forget(connection));
        if (ofMonitors.size() > MOST_OF_MONITORS) {
            closeFirst(ofMonitors);
        }
    }

    /** The close handler is told later, perhaps after the next connection has come, so it is forgotten here. */
    private void closeFirst(Map<HttpConnection, Long> connections) {
        HttpConnection first = connections.keySet().iterator().next();
        forget(first);
        close(first);
    }

    private void forget(HttpConnection connection) {
        for (Map<HttpConnection, Long> all : ImmutableList.of(ofMonitors, busy, idle)) {
            Optional.ofNullable(all.remove(connection)).ifPresent(vertx::cancelTimer);
        }
    }

    /**
     * A request to a site begins.
     *
     * @return false if there is no room for it, because as many others are at work
     */
    boolean admit(HttpConnection connection) {
        forget(connection);
        if (busy.size() + idle.size() >= MOST_OF_SITES) {
            if (idle.isEmpty()) {
                return false;
            }
            closeFirst(idle);
        }
        busy.put(connection, closingAfter(connection, LONGEST_REQUEST));
        return true;
    }

    /** The request is complete, and its answer is made. */
    void working(HttpConnection connection) {
        moveTo(busy, connection, LONGEST_ANSWER);
    }

    /** The answer was sent. */
    void idle(HttpConnection connection) {
        moveTo(idle, connection, LONGEST_PAUSE);
    }

    private void moveTo(Map<HttpConnection, Long> place, HttpConnection connection, Duration time) {
        if (busy.containsKey(connection)) {
            forget(connection);
            place.put(connection, closingAfter(connection, time));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close handler is told
    static void close(HttpConnection connection) {
        connection.close();
    }
}
