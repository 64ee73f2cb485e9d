package org.symbolon.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** HTTP/2 on a connection: each stream is an exchange of its own, and their number is bounded. */
final class Http2 implements Protocol {
    /** The end of the service cuts what is left long before. */
    private static final Duration LONGEST_END = Duration.ofHours(1);

    private final Connection connection;
    private final Http2ConnectionHandler streams;
    private final Set<Http2Exchange> unanswered = new LinkedHashSet<>();

    /** Those with an answer that was not read yet, or with a body that nobody reads, in the order of their answers. */
    private final Set<Http2Exchange> answered = new LinkedHashSet<>();

    private final Set<Http2Exchange> bodies = new LinkedHashSet<>();

    Http2(Connection connection) {
        this.connection = connection;
        this.streams = connection.channel().pipeline().get(Http2ConnectionHandler.class);
    }

    @Override
    public Optional<Exchange> begin(HttpServerRequest request) {
        Http2Exchange begun = new Http2Exchange(this, request);
        unanswered.add(begun);
        connection.isActive();
        return Optional.of(begun);
    }

    Connection connection() {
        return connection;
    }

    /** Whether more than the head of a request may come. */
    boolean isOpenForCaller(HttpServerRequest request) {
        var stream = streams.connection().stream((int) request.streamId());
        return stream != null && stream.state().remoteSideOpen();
    }

    void wasAnswered(Http2Exchange exchange) {
        unanswered.remove(exchange);
        if (!exchange.isClosed()) {
            answered.add(exchange);
        }
        connection.isActive();
    }

    void wasClosed(Http2Exchange exchange) {
        answered.remove(exchange);
    }

    void bodyBegan(Http2Exchange exchange) {
        connection.isActive();
        bodies.add(exchange);
    }

    void bodyEnded(Http2Exchange exchange) {
        bodies.remove(exchange);
    }

    @Override
    public boolean isBusy() {
        return !unanswered.isEmpty();
    }

    @Override
    public boolean isWaiting() {
        return unanswered.size() == bodies.size();
    }

    @Override
    public boolean isReceivingBody() {
        return !bodies.isEmpty();
    }

    @Override
    public void giveUpBody() {
        bodies.iterator().next().giveUpBody();
    }

    @Override
    public boolean hasAnswerOlderThan(long nanos) {
        return !answered.isEmpty() && answered.iterator().next().ageOfAnswer() > nanos;
    }

    /** The end of an HTTP/2 connection says up to which stream it goes, so callers know what to send again. */
    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public boolean isWaitingForHead() {
        return unanswered.isEmpty();
    }

    /** Asks for no more streams, and still takes those that are on their way (RFC 9113 section 6.8). */
    @Override
    public void endBegins() {
        goAway(Integer.MAX_VALUE);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the connection tells of its end itself
    public void closeBehindLastAnswer() {
        goAway(streams.connection().remote().lastStreamCreated());
        streams.gracefulShutdownTimeoutMillis(LONGEST_END.toMillis());
        connection.channel().close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever has left need not be told
    private void goAway(int lastStream) {
        ChannelHandlerContext context = connection.channel().pipeline().context(streams);
        if (context != null) {
            streams.goAway(
                    context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
            context.flush();
        }
    }
}
