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
    private final HttpConnection httpConnection;
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
    private long timer;
    private boolean expectsContinue;
    private boolean inReserve;
    private boolean closing;
    private volatile boolean closed;

    Connection(Connections all, Connections.Environment environment, HttpConnection connection) {
        this.all = all;
        this.httpConnection = connection;
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
        all.isActive(httpConnection);
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

    boolean isReceivingBody() {
        return givingUpBody != null;
    }

    /** Refuses the request whose body is being received, which releases its memory. */
    void giveUpBody() {
        Runnable giveUp = givingUpBody;
        givingUpBody = null;
        share.release(requestBytes);
        requestBytes = 0;
        if (giveUp != null) {
            giveUp.run();
        }
    }

    /** Whether nothing of a request has arrived. */
    boolean isIdle() {
        return isWaitingForHead() && decoder.isIdle();
    }

    /** Whether no request is being answered, nor the last answer being read. */
    boolean isWaitingForHead() {
        return requestsUnderWay == 0 && !decoder.isUnanswered() && !closing;
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
     * Answers no further requests. The caller sees the end of the last answer as soon as it has read it, and has time
     * to close the connection itself: bytes that nobody reads would make the caller's system discard the answer.
     */
    public void closeSoon() {
        if (!closed && !closing) {
            closing = true;
            ChannelPromise sent = vertxConnection.newChannelPromise();
            sent.addListener(outcome -> lastAnswerWasSent());
            vertxConnection.flush(sent);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void lastAnswerWasSent() {
        if (!closed) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(CLOSING_MILLIS, fired -> cut());
            ((DuplexChannel) vertxConnection.channel()).shutdownOutput();
        }
    }

    /** Closes the connection at once. Vert.x's own {@code close} would wait for a caller who has stopped reading. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public void cut() {
        share.close(); // now, and not when the system has closed the connection: another one needs the room
        vertxConnection.channelHandlerContext().close();
    }
}
