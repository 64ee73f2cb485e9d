package org.symbolon.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection. All methods except {@link #isClosed} are used on its event loop only. */
public final class Connection {
    /** Long enough for a caller that is still sending to read why it was refused. */
    private static final long CLOSING_MILLIS = 500;

    /** What was sent at the same time as the answer has arrived by then. */
    private static final long LOOK_MILLIS = 10;

    private static final String DECODER = "httpDecoder";

    private final Connections all;
    private final VertxConnection vertxConnection;
    private final Vertx vertx;
    private final Optional<InetAddress> peer;
    private final Capacity.Share share;
    private final long longestNanos;
    private final RequestDecoder decoder;
    private @Nullable ChannelHandlerContext decoding;
    private @Nullable RequestFault fault;
    private @Nullable Runnable givingUpBody;
    private long requestBytes;
    private int requestsUnderWay;
    private long since = System.nanoTime();
    /** The time since which the connection waited when it was last put to the end of its queue. */
    private long queuedSince = since;

    private long timer;
    private boolean expectsContinue;
    private boolean inReserve;
    private boolean closing;
    private volatile boolean closed;

    Connection(Connections all, Connections.Environment environment, HttpConnection connection) {
        this.all = all;
        this.vertxConnection = (VertxConnection) connection;
        this.vertx = environment.vertx();
        this.peer = environment.addresses().apply(connection.remoteAddress().hostAddress());
        this.share = environment.capacity().new Share();
        this.longestNanos = environment.idle().toNanos();
        this.decoder = new RequestDecoder(this, environment.heads());
    }

    /** Begins to read. */
    void open() {
        ChannelPipeline pipeline = vertxConnection.channel().pipeline();
        pipeline.replace(DECODER, DECODER, decoder);
        decoding = pipeline.context(decoder);
        watch();
    }

    /** Takes the memory that every connection has; false if there is not enough. */
    boolean takeMemory() {
        return share.open();
    }

    void closed() {
        closed = true;
        share.close();
        vertx.cancelTimer(timer);
    }

    /** Whether the caller has left; may be asked on any thread. */
    public boolean isClosed() {
        return closed;
    }

    boolean isClosing() {
        return closing;
    }

    /** The address at the other end; empty if it is none of the Internet. */
    public Optional<InetAddress> peer() {
        return peer;
    }

    /** Why the request that is under way is to be refused; empty for one that is well-formed. */
    public Optional<RequestFault> fault() {
        return Optional.ofNullable(fault);
    }

    void fault(RequestFault found) {
        this.fault = found;
    }

    /** The fault of a request that there is no memory for. */
    static RequestFault memoryIsFull() {
        return new RequestFault(503, "The service has no memory for more requests; try again");
    }

    /** Whether the caller waits for status 100 before it sends the body. */
    public boolean expectsContinue() {
        return expectsContinue;
    }

    void expectsContinue(boolean expects) {
        this.expectsContinue = expects;
    }

    /** Whether all connections are taken, and this is one for monitors, who ask for little. */
    public boolean isInReserve() {
        return inReserve;
    }

    void putIntoReserve() {
        this.inReserve = true;
    }

    void requestBegan() {
        requestsUnderWay++;
        since = System.nanoTime();
    }

    /** The request was answered, or will not be: what was held for it is released. */
    public void requestEnded() {
        requestsUnderWay--;
        since = System.nanoTime();
        if (requestBytes > 0) {
            share.release(requestBytes);
            requestBytes = 0;
        }
        if (decoding != null) {
            decoder.answered(decoding);
        }
    }

    /** Says of how many bytes the head of a request is so far; false if there is no memory for them. */
    boolean holdHead(long total) {
        return holdRequest(total - requestBytes);
    }

    /**
     * Holds more bytes of a body until its request has ended. Where there is no memory for them, the body that has been
     * arriving for longest is given up, be it this one; false if there is no memory all the same.
     */
    public boolean holdBody(long more) {
        return holdRequest(more) || (all.giveUpABody() && holdRequest(more));
    }

    private boolean holdRequest(long more) {
        if (!share.hold(more)) {
            return false;
        }
        requestBytes += more;
        return true;
    }

    /**
     * Holds bytes of an answer until {@link #releaseAnswer}; false if there is no memory for them. Not needed for an
     * answer of up to {@link #SMALL_ANSWER} bytes.
     */
    public boolean holdAnswer(long bytes) {
        return share.hold(bytes);
    }

    public void releaseAnswer(long bytes) {
        share.release(bytes);
    }

    /** How long an answer may be that every connection has the memory for. */
    public static final int SMALL_ANSWER = Capacity.BYTES_OF_EACH / 2;

    /**
     * A body is being received.
     *
     * @param giveUp refuses its request, in favour of others
     */
    public void bodyBegan(Runnable giveUp) {
        since = System.nanoTime();
        givingUpBody = giveUp;
    }

    /** The body is there, or is not waited for any more. */
    public void bodyEnded() {
        givingUpBody = null;
    }

    /** Whether the caller has to do something next, so that nothing is lost by closing. */
    boolean isWaiting() {
        return requestsUnderWay == 0 || givingUpBody != null || closing;
    }

    /** Refuses the request whose body is being received, which releases its memory; false if there is none. */
    boolean giveUpBody() {
        Runnable giveUp = givingUpBody;
        if (giveUp == null) {
            return false;
        }
        givingUpBody = null;
        giveUp.run();
        share.release(requestBytes);
        requestBytes = 0;
        return true;
    }

    /** Whether the caller has done nothing since the connection was last put to the end of its queue. */
    boolean isLongestWaiting() {
        boolean unchanged = isWaiting() && since == queuedSince;
        queuedSince = since;
        return unchanged;
    }

    /** Whether nothing of a request has arrived. */
    boolean isIdle() {
        return requestsUnderWay == 0 && !decoder.hasMore();
    }

    /** Finds out whether the caller has sent further requests behind the one under way. */
    public void lookForMore(Runnable then) {
        if (decoder.hasMore()) {
            then.run();
        } else {
            vertx.setTimer(LOOK_MILLIS, now -> then.run());
        }
    }

    /** Whether further requests, or parts of one, have arrived behind the one under way. */
    public boolean hasMore() {
        return decoder.hasMore();
    }

    private void watch() {
        long left = requestsUnderWay > 0 ? longestNanos : longestNanos - (System.nanoTime() - since);
        if (left <= 0) {
            cut();
        } else {
            timer = vertx.setTimer(left / 1_000_000 + 1, fired -> watch());
        }
    }

    /**
     * Answers no further requests. The caller sees the end of the last answer at once, and has time to read it before
     * the connection is closed: bytes that nobody reads would make the caller's system discard the answer.
     */
    public void closeSoon() {
        if (!closed && !closing) {
            closing = true;
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(CLOSING_MILLIS, fired -> cut());
            ChannelPromise sent = vertxConnection.newChannelPromise();
            sent.addListener(outcome -> ((DuplexChannel) vertxConnection.channel()).shutdownOutput());
            vertxConnection.flush(sent);
        }
    }

    /** Closes the connection at once. Vert.x's own {@code close} would wait for a caller who has stopped reading. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void cut() {
        vertxConnection.channelHandlerContext().close();
    }
}
