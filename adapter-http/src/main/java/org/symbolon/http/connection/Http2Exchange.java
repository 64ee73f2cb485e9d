package org.symbolon.http.connection;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream of an HTTP/2 connection. What it needs for head and answer is held until the stream has ended. */
final class Http2Exchange implements Exchange {
    private static final int NO_ERROR = 0;
    private static final int INTERNAL_ERROR = 2;

    private final Http2 http2;
    private final Connection connection;
    private final HttpServerRequest request;
    private final boolean hasBody;
    private final boolean expectsContinue;
    private @Nullable RequestFault fault;
    private @Nullable Runnable givingUpBody;
    private long heldForStream;
    private long heldForBody;
    private long answeredAt;
    private boolean answered;
    private volatile boolean closed;

    Http2Exchange(Http2 http2, HttpServerRequest request) {
        this.http2 = http2;
        this.connection = http2.connection();
        this.request = request;
        this.hasBody = http2.isOpenForCaller(request);
        String expected = request.getHeader(HttpHeaders.EXPECT);
        this.expectsContinue = "100-continue".equalsIgnoreCase(expected);
        request.response().closeHandler(gone -> streamClosed());
        try {
            RequestHeads.check(request, connection.environment().heads());
            requireExpectation(expected);
            holdStream();
        } catch (RequestFault found) {
            fault = found;
        }
    }

    private void requireExpectation(@Nullable String expected) {
        if (expected != null && !expectsContinue) {
            throw RequestFault.expectation();
        }
    }

    /** The head, and as much for the answer as an exchange over HTTP/1 has of its connection. */
    private void holdStream() {
        long bytes = SMALL_ANSWER;
        bytes += request.uri().length();
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length();
            bytes += header.getValue().length();
        }
        if (!connection.hold(bytes)) {
            throw RequestFault.memoryIsFull();
        }
        heldForStream = bytes;
    }

    private void streamClosed() {
        closed = true;
        http2.wasClosed(this);
        releaseIfEnded();
    }

    @Override
    public void requestEnded() {
        answered = true;
        answeredAt = System.nanoTime();
        connection.release(heldForBody);
        heldForBody = 0;
        http2.wasAnswered(this);
        releaseIfEnded();
    }

    private void releaseIfEnded() {
        if (closed && answered) {
            connection.release(heldForStream);
            heldForStream = 0;
        }
    }

    long ageOfAnswer() {
        return System.nanoTime() - answeredAt;
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
        return closed;
    }

    @Override
    public Optional<RequestFault> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public boolean hasBody() {
        return hasBody;
    }

    @Override
    public boolean expectsContinue() {
        return expectsContinue;
    }

    @Override
    public void bodyBegan(Runnable giveUp) {
        givingUpBody = giveUp;
        http2.bodyBegan(this);
    }

    @Override
    public void bodyEnded() {
        givingUpBody = null;
        http2.bodyEnded(this);
    }

    void giveUpBody() {
        Runnable giveUp = givingUpBody;
        bodyEnded();
        connection.release(heldForBody);
        heldForBody = 0;
        if (giveUp != null) {
            giveUp.run();
        }
    }

    @Override
    public boolean holdBody(long more) {
        boolean hasRoom = connection.holdBody(more);
        heldForBody += hasRoom ? more : 0;
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
    public void lookForMore(Runnable then) {
        then.run();
    }

    @Override
    public boolean hasMore() {
        return true;
    }

    /** The connection says it itself. */
    @Override
    public void announceEnd(HttpServerResponse response) {}

    /** A body of which nobody reads more is refused once the caller had the time to end it (RFC 9113 section 8.1). */
    @Override
    public void closeSoon() {
        if (!closed) {
            connection.vertx().setTimer(Connection.CLOSING_MILLIS, late -> reset(NO_ERROR));
        }
    }

    @Override
    public void cut() {
        reset(INTERNAL_ERROR);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // fails where the stream has ended by itself
    private void reset(int code) {
        if (!closed) {
            request.response().reset(code);
        }
    }
}
