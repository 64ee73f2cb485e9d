package org.symbolon.http.connection;

import com.google.common.collect.ImmutableList;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one event loop. Closes those on which no complete request head has arrived for too long:
 * bytes that dribble in keep a connection from being idle, so an idle time-out alone would let them hold it for ever.
 * Where there are too many connections or bytes, the one gives way that has waited longest for its caller, so that
 * callers who do nothing cannot keep others out. Used on its event loop only.
 */
public final class Connections {
    /** How long an idle connection is kept at the end, for a request that is on its way. */
    private static final long LAST_REQUEST_MILLIS = 250;

    /** How long the head of a request may take at the end. */
    private static final long LAST_HEAD_MILLIS = 1000;

    /** A read is no longer than the part of it that may be left over while a request is being answered. */
    private static final int LONGEST_READ = Capacity.BYTES_OF_EACH / 2;

    private static final long TRIM_MILLIS = 1000;

    private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf(Connection.class, "connection");

    private final Environment environment;

    /** In the order in which the service began to wait for their callers: each look-up puts a connection to the end. */
    private final Map<Channel, Connection> open = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<Channel> acceptors = new HashSet<>();
    private @Nullable Promise<Void> emptied;

    /**
     * What all connections have in common.
     *
     * @param idle how long a connection may go without a complete request head
     * @param heads the bounds of lines and headers
     * @param addresses reads an address; empty if it is none of the Internet
     * @param unbound whether an address is that of a proxy, which may have any number of connections
     */
    public record Environment(
            Vertx vertx,
            Capacity capacity,
            Duration idle,
            Http1ServerConfig heads,
            Function<String, Optional<InetAddress>> addresses,
            Predicate<InetAddress> unbound) {}

    public Connections(Environment environment) {
        this.environment = environment;
        environment.vertx().setPeriodic(TRIM_MILLIS, tick -> trim());
    }

    public Vertx vertx() {
        return environment.vertx();
    }

    /** Takes a connection before its TLS handshake, so that those who only begin one are bounded like all others. */
    public void accepted(Channel channel) {
        requireRoom(register(channel));
    }

    /** Takes a connection that speaks HTTP now. */
    public void opened(HttpConnection http) {
        Channel channel = ((ConnectionBase) http).channel();
        Connection accepted = channel.attr(CONNECTION).get();
        if (accepted == null) {
            Connection opened = register(channel);
            opened.speaks(http);
            requireRoom(opened);
        } else {
            accepted.speaks(http);
            isActive(accepted);
            if (isEnding()) {
                accepted.endBegins();
            }
        }
    }

    private Connection register(Channel channel) {
        Connection opened = new Connection(this, environment, channel);
        bound(channel.config());
        acceptors.add(channel.parent());
        channel.attr(CONNECTION).set(opened);
        open.put(channel, opened);
        environment.capacity().opened();
        channel.closeFuture().addListener(closed -> {
            channel.attr(CONNECTION).set(null);
            open.remove(channel);
            opened.closed();
            environment.capacity().closed();
            checkEmptied();
        });
        return opened;
    }

    private void requireRoom(Connection opened) {
        boolean hasRoom = hasRoomForAddress(opened)
                && (!environment.capacity().isExceeded() || makeRoom(opened, other -> true) || putIntoReserve(opened))
                && (opened.takeMemory()
                        || (giveUpABody() && opened.takeMemory())
                        || (makeRoom(opened, other -> true) && opened.takeMemory()));
        if (!hasRoom) {
            opened.cut();
        }
    }

    /** Counts the connection for its address, but for a proxy's, and makes room among those from there. */
    private boolean hasRoomForAddress(Connection opened) {
        Optional<InetAddress> counted =
                opened.peer().filter(environment.unbound().negate());
        if (counted.isEmpty()) {
            return true;
        }
        opened.channel()
                .closeFuture()
                .addListener(closed -> environment.capacity().closedFrom(counted.get()));
        return !environment.capacity().openedFrom(counted.get())
                || makeRoom(opened, other -> isFromSameNetwork(other, counted.get()));
    }

    private static void bound(ChannelConfig channel) {
        channel.setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, LONGEST_READ / 2, LONGEST_READ));
        channel.setWriteBufferWaterMark(new WriteBufferWaterMark(Capacity.BYTES_OF_EACH / 2, Capacity.BYTES_OF_EACH));
    }

    private static boolean isFromSameNetwork(Connection other, InetAddress address) {
        return other.peer().isPresent() && Capacity.isSameNetwork(other.peer().get(), address);
    }

    private boolean putIntoReserve(Connection opened) {
        opened.putIntoReserve();
        return !environment.capacity().isReserveExceeded();
    }

    /** Closes the connection that has waited longest for its caller. */
    private boolean makeRoom(Connection opened, Predicate<Connection> which) {
        Optional<Connection> found = longestWaiting(other -> other != opened && which.test(other));
        found.ifPresent(Connection::cut);
        return found.isPresent();
    }

    /** Closes connections that wait for their callers where file descriptors have become scarce. */
    private void trim() {
        int lacking = environment.capacity().lackOfDescriptors();
        if (lacking > 0) {
            open.values().stream()
                    .filter(Connection::isWaiting)
                    .limit(lacking)
                    .collect(ImmutableList.toImmutableList())
                    .forEach(Connection::cut);
        }
    }

    /** Gives up the body that has been arriving for longest; false if none is arriving. */
    boolean giveUpABody() {
        Optional<Connection> found = longestWaiting(Connection::isReceivingBody);
        found.ifPresent(Connection::giveUpBody);
        return found.isPresent();
    }

    private Optional<Connection> longestWaiting(Predicate<Connection> which) {
        return open.values().stream()
                .filter(Connection::isWaiting)
                .filter(which)
                .findFirst();
    }

    /** The service begins to wait for the caller of a connection anew. */
    void isActive(Connection connection) {
        open.get(connection.channel());
    }

    /** A request begins; empty if its connection is being closed, so that it is not to be answered. */
    public Optional<Exchange> requestBegan(HttpServerRequest request) {
        Channel channel = ((ConnectionBase) request.connection()).channel();
        return Optional.ofNullable(channel.attr(CONNECTION).get())
                .flatMap(connection -> connection.protocol().begin(request));
    }

    /** Whether the service is about to end. */
    public boolean isEnding() {
        return emptied != null;
    }

    /**
     * Accepts no connections any more, and closes each when its requests are answered.
     *
     * @param most when those are cut that are left then
     * @return completes when all are closed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Vert.x closes the acceptor again, and waits for it
    public Future<Void> end(Duration most) {
        Promise<Void> end = Promise.promise();
        emptied = end;
        acceptors.forEach(Channel::close);
        ImmutableList.copyOf(open.values()).forEach(Connection::endBegins);
        later(LAST_REQUEST_MILLIS, Connection::isIdle, Connection::closeSoon);
        later(LAST_HEAD_MILLIS, Connection::isWaitingForHead, Connection::closeSoon);
        later(Math.max(1, most.toMillis()), left -> true, Connection::cut);
        checkEmptied();
        return end.future();
    }

    private void later(long millis, Predicate<Connection> which, Consumer<Connection> close) {
        environment
                .vertx()
                .setTimer(
                        millis,
                        now -> ImmutableList.copyOf(open.values()).stream()
                                .filter(which)
                                .forEach(close));
    }

    private void checkEmptied() {
        if (emptied != null && open.isEmpty()) {
            emptied.tryComplete();
        }
    }
}
