package org.symbolon.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.VertxConnection;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on a connection, which has one exchange at a time. */
final class Http1 implements Protocol, Exchange {
    /** What was sent at the same time as the answer has arrived by then. */
    private static final long LOOK_MILLIS = 10;

    private static final String DECODER = "httpDecoder";

    private final Connection connection;
    private final VertxConnection vertxConnection;
    private final RequestDecoder decoder;
    private @Nullable ChannelHandlerContext decoding;
    private @Nullable HttpServerRequest request;
    private @Nullable RequestFault fault;
    private @Nullable Runnable givingUpBody;
    private long requestBytes;
    private int requestsUnderWay;
    private boolean expectsContinue;

    private Http1(Connection connection, VertxConnection vertxConnection, Http1ServerConfig heads) {
        this.connection = connection;
        this.vertxConnection = vertxConnection;
        this.decoder = new RequestDecoder(this, heads);
    }

    /** Takes the place of Vert.x's own decoder. */
    static Http1 open(Connection connection, HttpConnection http, Http1ServerConfig heads) {
        Http1 opened = new Http1(connection, (VertxConnection) http, heads);
        ChannelPipeline pipeline = connection.channel().pipeline();
        pipeline.replace(DECODER, DECODER, opened.decoder);
        opened.decoding = pipeline.context(opened.decoder);
        return opened;
    }

    @Override
    public Optional<Exchange> begin(HttpServerRequest began) {
        if (connection.isClosing()) {
            return Optional.empty();
        }
        request = began;
        requestsUnderWay++;
        return Optional.of(this);
    }

    @Override
    public void requestEnded() {
        requestsUnderWay--;
        request = null;
        connection.isActive();
        if (requestBytes > 0) {
            connection.release(requestBytes);
            requestBytes = 0;
        }
        if (decoding != null) {
            decoder.answered(decoding);
        }
    }

    @Override
    public Optional<InetAddress> peer() {
        return connection.peer();
    }

    @Override
    public boolean isEncrypted() {
        return connection.isEncrypted();
    }

    @Override
    public boolean hasClientCertificate() {
        return connection.hasClientCertificate();
    }

    @Override
    public boolean isInReserve() {
        return connection.isInReserve();
    }

    @Override
    public boolean isClosed() {
        return connection.isClosed();
    }

    @Override
    public Optional<RequestFault> fault() {
        return Optional.ofNullable(fault);
    }

    void fault(RequestFault found) {
        this.fault = found;
    }

    @Override
    public boolean hasBody() {
        if (request == null) {
            return false;
        }
        MultiMap headers = request.headers();
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    @Override
    public boolean expectsContinue() {
        return expectsContinue;
    }

    void expectsContinue(boolean expects) {
        this.expectsContinue = expects;
    }

    /** Says of how many bytes the head of a request is so far; false if there is no memory for them. */
    boolean holdHead(long total) {
        long more = total - requestBytes;
        return held(connection.hold(more), more);
    }

    @Override
    public boolean holdBody(long more) {
        return held(connection.holdBody(more), more);
    }

    private boolean held(boolean hasRoom, long more) {
        requestBytes += hasRoom ? more : 0;
        return hasRoom;
    }

    @Override
    public boolean holdAnswer(long bytes) {
        return connection.hold(bytes);
    }

    @Override
    public void releaseAnswer(long bytes) {
        connection.release(bytes);
    }

    @Override
    public void bodyBegan(Runnable giveUp) {
        connection.isActive();
        givingUpBody = giveUp;
    }

    @Override
    public void bodyEnded() {
        givingUpBody = null;
    }

    @Override
    public boolean isBusy() {
        return requestsUnderWay > 0;
    }

    @Override
    public boolean isWaiting() {
        return requestsUnderWay == 0 || givingUpBody != null;
    }

    @Override
    public boolean isReceivingBody() {
        return givingUpBody != null;
    }

    @Override
    public void giveUpBody() {
        Runnable giveUp = givingUpBody;
        givingUpBody = null;
        connection.release(requestBytes);
        requestBytes = 0;
        if (giveUp != null) {
            giveUp.run();
        }
    }

    /** There is no next request before the answer was read, and without one the connection is closed as idle. */
    @Override
    public boolean hasAnswerOlderThan(long nanos) {
        return false;
    }

    @Override
    public boolean isIdle() {
        return isWaitingForHead() && decoder.isIdle();
    }

    @Override
    public boolean isWaitingForHead() {
        return requestsUnderWay == 0 && !decoder.isUnanswered();
    }

    @Override
    public void lookForMore(Runnable then) {
        if (decoder.hasMore()) {
            then.run();
        } else {
            connection.vertx().setTimer(LOOK_MILLIS, now -> then.run());
        }
    }

    @Override
    public boolean hasMore() {
        return decoder.hasMore();
    }

    @Override
    public void announceEnd(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    /** Nothing needs to be said in advance: the last answer says that it is the last. */
    @Override
    public void endBegins() {}

    @Override
    public void closeBehindLastAnswer() {
        ChannelPromise sent = vertxConnection.newChannelPromise();
        sent.addListener(outcome -> connection.lastAnswerWasSent());
        vertxConnection.flush(sent);
    }

    @Override
    public void closeSoon() {
        connection.closeSoon();
    }

    @Override
    public void cut() {
        connection.cut();
    }
}
