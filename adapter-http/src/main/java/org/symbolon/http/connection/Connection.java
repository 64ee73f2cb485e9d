package org.symbolon.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from when it was accepted until it is closed. All methods except {@link #isClosed} are used on its
 * event loop only.
 */
final class Connection {
    /** Long enough for a caller that is still sending to read why it was refused. */
    static final long CLOSING_MILLIS = 500;

    private final Connections all;
    private final Channel channel;
    private final Connections.Environment environment;
    private final Optional<InetAddress> peer;
    private final @Nullable SslHandler tls;
    private final Capacity.Share share;
    private final long longestNanos;
    private Protocol protocol = new Protocol.Handshake(this);
    private long since = System.nanoTime();
    private long timer;
    private boolean clientCertificate;
    private boolean inReserve;
    private boolean closing;
    private volatile boolean closed;

    Connection(Connections all, Connections.Environment environment, Channel channel) {
        this.all = all;
        this.environment = environment;
        this.channel = channel;
        this.peer = channel.remoteAddress() instanceof InetSocketAddress address
                ? environment.addresses().apply(address.getAddress().getHostAddress())
                : Optional.empty();
        this.tls = channel.pipeline().get(SslHandler.class);
        this.share = environment.capacity().new Share();
        this.longestNanos = environment.idle().toNanos();
        watch();
        if (tls != null) {
            tls.handshakeFuture().addListener(done -> handshakeEnded(tls, done.isSuccess()));
        }
    }

    private void handshakeEnded(SslHandler encryption, boolean successful) {
        if (successful) {
            clientCertificate = hasPeerCertificate(encryption.engine());
            if (ApplicationProtocolNames.HTTP_2.equals(encryption.applicationProtocol())) {
                ChannelPipeline pipeline = channel.pipeline();
                pipeline.addAfter(pipeline.context(encryption).name(), "frames", new FrameWatch(this));
            }
        }
    }

    private static boolean hasPeerCertificate(SSLEngine engine) {
        try {
            return (engine.getNeedClientAuth() || engine.getWantClientAuth())
                    && engine.getSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException e) {
            return false; // how the JDK says that there is none
        }
    }

    /** Begins to read requests. */
    void speaks(HttpConnection http) {
        protocol = http.protocolVersion() == HttpVersion.HTTP_2
                ? new Http2(this)
                : Http1.open(this, http, environment.heads());
    }

    /** Takes the memory that every connection has; false if there is not enough. */
    boolean takeMemory() {
        return share.open(tls == null ? Capacity.BYTES_OF_EACH : Capacity.BYTES_OF_ENCRYPTED);
    }

    void closed() {
        closed = true;
        share.close();
        vertx().cancelTimer(timer);
    }

    /** Whether the caller has left; may be asked on any thread. */
    boolean isClosed() {
        return closed;
    }

    boolean isClosing() {
        return closing;
    }

    Vertx vertx() {
        return environment.vertx();
    }

    Connections.Environment environment() {
        return environment;
    }

    Channel channel() {
        return channel;
    }

    Connections all() {
        return all;
    }

    Protocol protocol() {
        return protocol;
    }

    Optional<InetAddress> peer() {
        return peer;
    }

    boolean isEncrypted() {
        return tls != null;
    }

    boolean hasClientCertificate() {
        return clientCertificate;
    }

    boolean isInReserve() {
        return inReserve;
    }

    void putIntoReserve() {
        this.inReserve = true;
    }

    /** The caller has done what it was waited for, or the service begins to wait for something else. */
    void isActive() {
        since = System.nanoTime();
        all.isActive(this);
    }

    /** Holds more bytes, or fewer where the number is negative; false if there is no memory for them. */
    boolean hold(long more) {
        return share.hold(more);
    }

    void release(long less) {
        share.release(less);
    }

    /** Like {@link #hold}; where there is no memory, the body that has been arriving for longest is given up. */
    boolean holdBody(long more) {
        return share.hold(more) || (all.giveUpABody() && share.hold(more));
    }

    /** Whether the caller has to do something next, so that nothing is lost by closing. */
    boolean isWaiting() {
        return closing || protocol.isWaiting();
    }

    boolean isReceivingBody() {
        return protocol.isReceivingBody();
    }

    void giveUpBody() {
        protocol.giveUpBody();
    }

    boolean isIdle() {
        return !closing && protocol.isIdle();
    }

    boolean isWaitingForHead() {
        return !closing && protocol.isWaitingForHead();
    }

    private void watch() {
        long left = protocol.isBusy() ? longestNanos : longestNanos - (System.nanoTime() - since);
        if (left <= 0 || protocol.hasAnswerOlderThan(longestNanos)) {
            cut();
        } else {
            timer = vertx().setTimer(left / 1_000_000 + 1, fired -> watch());
        }
    }

    void endBegins() {
        protocol.endBegins();
    }

    void closeSoon() {
        if (!closed && !closing) {
            closing = true;
            protocol.closeBehindLastAnswer();
        }
    }

    /**
     * Sends the end of the connection behind the last answer, and gives the caller time to close the connection itself:
     * bytes that nobody reads would make the caller's system discard the answer.
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    void lastAnswerWasSent() {
        if (closed) {
            return;
        }
        vertx().cancelTimer(timer);
        timer = vertx().setTimer(CLOSING_MILLIS, fired -> cut());
        if (tls == null) {
            ((DuplexChannel) channel).shutdownOutput();
        } else {
            tls.closeOutbound().addListener(said -> ((DuplexChannel) channel).shutdownOutput());
        }
    }

    /**
     * Closes the connection at once. Neither Vert.x nor TLS are asked, because both would wait for a caller who has
     * stopped reading.
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    void cut() {
        share.close(); // now, and not when the system has closed the connection: another one needs the room
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }
}
