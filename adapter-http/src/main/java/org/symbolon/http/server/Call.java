package org.symbolon.http.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.symbolon.core.account.Caller;
import org.symbolon.core.value.Environment;
import org.symbolon.http.connection.Exchange;
import org.symbolon.http.log.TraceParent;

/** One request, as an endpoint sees it. Used on its event loop only, except {@link #callerHasLeft}. */
public final class Call {
    private final HttpServerRequest request;
    private final Exchange connection;
    private final Callers callers;
    private final Context eventLoop;
    private final LogLine log = new LogLine();
    private @Nullable Buffer body;
    private Callers.@Nullable Origin origin;
    private Admission admission = Admission.UNLIMITED;
    private Runnable afterwards = () -> {};
    private int heldOfAnswer;
    private boolean closesAfterwards;

    Call(HttpServerRequest request, Exchange connection, Callers callers, Context eventLoop) {
        this.request = request;
        this.connection = connection;
        this.callers = callers;
        this.eventLoop = eventLoop;
    }

    /**
     * What a body is held to.
     *
     * @param bytes the most bytes it may have
     * @param statusBeyond the status of the answer to a longer one
     * @param time the longest it may take to arrive, counted from the request's head; longer: 408
     */
    public record BodyLimit(int bytes, int statusBeyond, Duration time) {}

    public HttpMethod method() {
        return request.method();
    }

    /** The path as it came: nothing is decoded or taken out. */
    public String path() {
        return Optional.ofNullable(request.path()).orElse("");
    }

    /** The query as it came; empty if there is none. */
    public String query() {
        return Optional.ofNullable(request.query()).orElse("");
    }

    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    public List<String> headers(CharSequence name) {
        return request.headers().getAll(name);
    }

    /**
     * The environment whose host is asked.
     *
     * @throws RefusedCallException if there is not exactly one host, or if it is not served
     */
    public Environment environment() {
        Environment asked = callers.environment(request);
        log.environment(asked);
        return asked;
    }

    /**
     * The environment, the address that the call comes from, and whether it came over https.
     *
     * @throws RefusedCallException if there is not exactly one host, or if it is not served
     */
    public Caller caller() {
        Environment asked = environment();
        Callers.Origin from = origin();
        Caller caller = from.address().map(address -> Caller.of(asked, address)).orElseGet(() -> Caller.of(asked));
        return callers.cameOverHttps(request, from, connection.isEncrypted()) ? caller.overHttps() : caller;
    }

    private Callers.Origin origin() {
        Callers.Origin known = origin;
        if (known == null) {
            known = callers.origin(request, connection.peer());
            origin = known;
        }
        return known;
    }

    /**
     * The address that the call comes from, for what each address may do; empty if it is not known, or that of a
     * trusted proxy, behind which there may be any number of callers.
     */
    public Optional<InetAddress> callerAddress() {
        return origin().address().filter(address -> !callers.isTrusted(address));
    }

    /** What the call is held to. */
    public Admission admission() {
        return admission;
    }

    public void admission(Admission limited) {
        this.admission = limited;
    }

    /** Notes where the call came from, and the trace that it belongs to. */
    void logOrigin() {
        origin().address().ifPresent(log::address);
        TraceParent.traceId(request.headers()).ifPresent(log::trace);
    }

    /** Notes which account a caller claimed who was turned away, so that guesses of authenticators can be found. */
    void logTurnedAway() {
        KnownCallers.claimedAccount(FormParameters.ofQueryAndBody(this).wellFormed())
                .ifPresent(log::claimed);
    }

    /** Whether the whole head of the request could be read, so that what it does not say was not said. */
    public boolean isReadable() {
        return connection.fault().isEmpty();
    }

    /** What the log will say of the call. */
    public LogLine log() {
        return log;
    }

    /** Whether the request has a body, be it one that has not arrived yet. */
    public boolean hasBody() {
        return connection.hasBody();
    }

    /** The body, once {@link #body} has read all of it. */
    Optional<Buffer> receivedBody() {
        return Optional.ofNullable(body);
    }

    /**
     * Reads the body, bounded in size and in time: a body that dribbles in keeps a connection busy, so no idle time-out
     * would end it. Must be called before the endpoint first returns to the event loop: the parts of a body that
     * nobody has asked for by then are discarded.
     *
     * @return fails with a {@link RefusedCallException} if the body is too long, too slow, or no HTTP
     */
    public Future<Buffer> body(BodyLimit limit) {
        IncomingBody incoming = new IncomingBody(limit);
        if (header(HttpHeaders.CONTENT_LENGTH).map(Long::parseLong).orElse(0L) > limit.bytes()) {
            return Future.failedFuture(incoming.tooLong());
        }
        if (connection.expectsContinue()) {
            request.response().writeContinue();
        }
        return incoming.receive();
    }

    /** A body that is arriving. Its memory is that of the connection until the request has ended. */
    private final class IncomingBody {
        private final BodyLimit limit;
        private final Promise<Buffer> whole = Promise.promise();
        private Buffer bytes = Buffer.buffer();

        IncomingBody(BodyLimit limit) {
            this.limit = limit;
        }

        RefusedCallException tooLong() {
            return new RefusedCallException(
                    limit.statusBeyond(), "The body is longer than " + limit.bytes() + " bytes");
        }

        Future<Buffer> receive() {
            long timer = vertx().setTimer(
                            Math.max(1, limit.time().toMillis()),
                            fired -> refuse(new RefusedCallException(408, "The body did not arrive in time")));
            whole.future().onComplete(done -> {
                vertx().cancelTimer(timer);
                connection.bodyEnded();
            });
            connection.bodyBegan(
                    () -> refuse(RefusedCallException.busy("The service has no memory for the body; try again")));
            request.exceptionHandler(
                    broken -> refuse(new RefusedCallException(400, "The body is no HTTP that can be read")));
            request.handler(this::append);
            request.endHandler(end -> complete());
            return whole.future();
        }

        private void refuse(RefusedCallException refusal) {
            bytes = Buffer.buffer();
            whole.tryFail(refusal);
        }

        private void append(Buffer part) {
            if (isRefused()) {
                return;
            } else if (bytes.length() + part.length() > limit.bytes()) {
                refuse(tooLong());
            } else if (!connection.holdBody(part.length())) {
                refuse(RefusedCallException.busy("The service has no memory for the body; try again"));
            } else if (!isRefused()) { // to hold more may have meant to give up this one
                bytes.appendBuffer(part);
            }
        }

        private boolean isRefused() {
            return whole.future().isComplete();
        }

        private void complete() {
            if (!isRefused()) {
                body = bytes;
                whole.complete(bytes);
            }
        }
    }

    /** Whether a part of the body may still be on its way. */
    boolean hasUnreadBody() {
        return hasBody() && body == null;
    }

    /** Has this run once the call was answered, or cannot be any more. */
    void whenEnded(Runnable action) {
        Runnable before = afterwards;
        afterwards = () -> {
            before.run();
            action.run();
        };
    }

    /** Nothing more happens to the call. */
    void ended() {
        log.ended(request.bytesRead(), request.response().bytesWritten());
        Runnable actions = afterwards;
        afterwards = () -> {};
        actions.run();
    }

    /** Holds the memory of an answer, or of a part of one, until it was sent; false if there is none for it. */
    boolean hold(Answer.Part part) {
        int bytes = part.bytes().length();
        if (bytes <= Exchange.SMALL_ANSWER) {
            return true;
        } else if (connection.holdAnswer(bytes)) {
            heldOfAnswer = bytes;
            return true;
        }
        return false;
    }

    boolean holdsAnswer() {
        return heldOfAnswer > 0;
    }

    void releaseAnswer() {
        connection.releaseAnswer(heldOfAnswer);
        heldOfAnswer = 0;
    }

    /** The connection is to be closed once this call was answered. */
    void closesAfterwards() {
        closesAfterwards = true;
    }

    boolean isClosingAfterwards() {
        return closesAfterwards;
    }

    /** Whether the answer has no body, which over HTTP/1 Vert.x sees to. */
    boolean isHeadOverHttp2() {
        return request.version() == HttpVersion.HTTP_2 && method().equals(HttpMethod.HEAD);
    }

    /** Whether nobody waits for the answer any more; may be asked on any thread. */
    boolean callerHasLeft() {
        return connection.isClosed();
    }

    HttpServerResponse response() {
        return request.response();
    }

    /** The connection, as far as it concerns this call. */
    Exchange connection() {
        return connection;
    }

    Context eventLoop() {
        return eventLoop;
    }

    Vertx vertx() {
        return eventLoop.owner();
    }
}
