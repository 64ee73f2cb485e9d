package org.symbolon.http.connection;

import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.util.Optional;

/**
 * One request and its answer, with what concerns it of its connection: over HTTP/1 the connection has one at a time,
 * over HTTP/2 each stream is one. All methods except {@link #isClosed} are used on the connection's event loop only.
 */
public interface Exchange {
    /** How long an answer may be that every exchange has the memory for. */
    int SMALL_ANSWER = Capacity.BYTES_OF_EACH / 2;

    /** The address at the other end of the connection; empty if it is none of the Internet. */
    Optional<InetAddress> peer();

    /** Whether the connection is encrypted by this service itself. */
    boolean isEncrypted();

    /** Whether the caller has shown a client certificate of an authority that this service trusts. */
    boolean hasClientCertificate();

    /** Why the request is to be refused; empty for one that is well-formed. */
    Optional<RequestFault> fault();

    /** Whether the request has a body, be it one that has not arrived yet. */
    boolean hasBody();

    /** Whether the caller waits for status 100 before it sends the body. */
    boolean expectsContinue();

    /** Whether all connections are taken, and this is one for monitors, who ask for little. */
    boolean isInReserve();

    /** Whether the caller has left; may be asked on any thread. */
    boolean isClosed();

    /**
     * A body is being received.
     *
     * @param giveUp refuses its request, in favour of others
     */
    void bodyBegan(Runnable giveUp);

    /** The body is there, or is not waited for any more. */
    void bodyEnded();

    /**
     * Holds more bytes of a body until its request has ended. Where there is no memory for them, the body that has been
     * arriving for longest is given up, be it this one; false if there is no memory all the same.
     */
    boolean holdBody(long more);

    /**
     * Holds bytes of an answer until {@link #releaseAnswer}; false if there is no memory for them. Not needed for an
     * answer of up to {@link #SMALL_ANSWER} bytes.
     */
    boolean holdAnswer(long bytes);

    void releaseAnswer(long bytes);

    /**
     * Finds out whether an answer at the end of the service may be followed by another one, see {@link #hasMore}. Over
     * HTTP/1 this looks whether the caller has sent further requests behind the one under way.
     */
    void lookForMore(Runnable then);

    /** Whether the connection goes on after the answer: over HTTP/2 until all of its streams have ended. */
    boolean hasMore();

    /** Says in the head of the answer that it is the last, where the protocol has a header for it. */
    void announceEnd(HttpServerResponse response);

    /** The request was answered, or will not be: what was held for it is released. */
    void requestEnded();

    /**
     * Answers no further requests on the connection; over HTTP/2, where other requests share it, no more of this one is
     * read. The caller sees the end of the answer as soon as it has read it.
     */
    void closeSoon();

    /** Closes the connection at once; over HTTP/2 the stream. The caller sees that its answer has no end. */
    void cut();
}
