package org.symbolon.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.netty.util.ByteProcessor;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads requests, and is strict where a proxy in front could read the same bytes in another way (RFC 9112). What it
 * refuses becomes a request too, whose {@link Exchange#fault} says why, so that it is answered like any other. It
 * reads no request before the one ahead of it on the connection was answered: what a caller sends in advance costs its
 * bytes, and no more of them are read than one read yields.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final String UNREADABLE = "This is no HTTP that can be read";
    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
    private static final AsciiString EXPECT = HttpHeaderNames.EXPECT;
    private static final AsciiString TRANSFER_ENCODING = HttpHeaderNames.TRANSFER_ENCODING;

    private final Http1 connection;
    private String target = "";
    private boolean headBegan;
    private boolean folded;
    private int headBytes;
    private int headers;
    private boolean bodyFollows;
    private boolean unanswered;
    private boolean readingOn;
    private boolean broken;

    RequestDecoder(Http1 connection, Http1ServerConfig limits) {
        super(limits);
        this.connection = connection;
    }

    /** Whether a caller has sent more than the requests that were handed on. */
    boolean hasMore() {
        return headBegan || actualReadableBytes() > 0;
    }

    /** Whether there is nothing of a request, be it one that waits until the answer ahead of it is read. */
    boolean isIdle() {
        return !isUnanswered() && !hasMore();
    }

    /** Whether a whole request was handed on and not answered yet, or may be in what was not looked at yet. */
    boolean isUnanswered() {
        return unanswered || readingOn;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (bodyFollows) {
            decodeBody(context, in, out);
        } else if (unanswered) {
            context.channel().config().setAutoRead(false);
        } else {
            decodeHead(context, in, out);
        }
    }

    /** A caller who leaves within a head has asked for nothing, so there is nothing to refuse. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {}

    /** Netty would read on where a decoder has made nothing of what it read, also with {@code autoRead} off. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (context.channel().config().isAutoRead()) {
            super.channelReadComplete(context);
        } else {
            discardSomeReadBytes();
            context.fireChannelReadComplete();
        }
    }

    /** The request was answered: what its caller has sent behind it is read. */
    void answered(ChannelHandlerContext context) {
        unanswered = false;
        if (!context.channel().config().isAutoRead()) {
            readingOn = true;
            context.executor().execute(() -> readOn(context));
        }
    }

    private void readOn(ChannelHandlerContext context) {
        readingOn = false;
        if (context.isRemoved()) {
            return;
        }
        try {
            context.channel().config().setAutoRead(true);
            channelRead(context, Unpooled.EMPTY_BUFFER);
            channelReadComplete(context);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
    }

    private void decodeBody(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        super.decode(context, in, out);
        if (!out.isEmpty()) {
            bodyFollows = !(out.get(out.size() - 1) instanceof LastHttpContent);
        } else if (in.readableBytes() > Capacity.BYTES_OF_EACH) {
            connection.cut(); // the line before a chunk, which is a few digits
        }
    }

    private void decodeHead(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        folded = folded || isFolded(in);
        int from = in.readerIndex();
        super.decode(context, in, out);
        headBytes += in.readerIndex() - from;
        if (!out.isEmpty()) {
            handOn((HttpRequest) out.get(0), in, out);
        } else if (!connection.holdHead(headBytes + in.readableBytes())) {
            refuse(in, out, RequestFault.memoryIsFull());
        }
    }

    private void handOn(HttpRequest request, ByteBuf in, List<Object> out) {
        connection.holdHead(headBytes);
        try {
            check(request);
            bodyFollows = !(out.get(out.size() - 1) instanceof LastHttpContent);
            began();
        } catch (RequestFault fault) {
            out.clear();
            refuse(in, out, fault);
        }
    }

    private void began() {
        target = "";
        headBegan = false;
        folded = false;
        headBytes = 0;
        headers = 0;
        unanswered = true;
    }

    /** Hands on a request that only says what to refuse, and reads nothing more. */
    private void refuse(ByteBuf in, List<Object> out, RequestFault fault) {
        in.skipBytes(in.readableBytes());
        broken = true;
        connection.fault(fault);
        out.add(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target.isEmpty() ? "/" : target));
        began();
    }

    private void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            throw fault(request.decoderResult().cause());
        }
        if (folded) {
            throw new RequestFault(400, "A header must not continue on another line");
        }
        String coding = request.headers().get(TRANSFER_ENCODING);
        if (coding != null
                && !(coding.equalsIgnoreCase("chunked")
                        && request.headers().getAll(TRANSFER_ENCODING).size() == 1)) {
            throw new RequestFault(400, "Transfer-Encoding must be chunked, and nothing else");
        }
        String expected = request.headers().get(EXPECT);
        boolean expects = expected != null && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (expects && !expected.equalsIgnoreCase("100-continue")) {
            throw RequestFault.expectation();
        }
        connection.expectsContinue(expects);
    }

    private static RequestFault fault(Throwable cause) {
        if (cause instanceof RequestFault fault) {
            return fault;
        } else if (cause instanceof TooLongHttpLineException) {
            return RequestFault.lineTooLong();
        } else if (cause instanceof TooLongHttpHeaderException) {
            return RequestFault.headersTooLong();
        }
        return new RequestFault(400, UNREADABLE);
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        target = line[1];
        String version = line[2];
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            boolean spokenElsewhere =
                    VERSION.matcher(version).matches() || (version.isEmpty() && line[0].equals("GET"));
            throw spokenElsewhere ? new RequestFault(505, "Use HTTP/1.1") : new RequestFault(400, UNREADABLE);
        }
        RequestHeads.requireNoControls(target);
        headBegan = true;
        return super.createMessage(line);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireSpaceBefore(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireSpaceBefore(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    /** Netty would take several control characters for a space. */
    private static void requireSpaceBefore(byte[] line, int start) {
        for (int i = start - 1; i >= 0 && line[i] <= ' ' && line[i] >= 0; i--) {
            if (line[i] != ' ') {
                throw RequestFault.controls();
            }
        }
    }

    /** Is called for each header, those behind a body in chunks included. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (length == 0) {
            throw new RequestFault(400, "A header has no name");
        } else if (++headers > RequestHeads.MOST_HEADERS) {
            throw new TooLongHttpHeaderException();
        }
        return super.splitHeaderName(line, start, length);
    }

    /**
     * Whether a header continues on a line that begins with a space (RFC 9112 section 5.2): Netty joins such lines
     * without a word. Whole lines are read as they arrive, so the bytes begin where a line does.
     */
    private boolean isFolded(ByteBuf in) {
        int end = in.writerIndex();
        int line = in.readerIndex();
        if (!headBegan) {
            line = in.forEachByte(ByteProcessor.FIND_NON_CRLF);
        } else if (isBlank(in.getByte(line))) {
            return true;
        }
        while (line >= 0) {
            int next = in.indexOf(line, end, (byte) '\n') + 1;
            if (next == 0 || next == end || in.getByte(next) == '\r') {
                return false;
            } else if (isBlank(in.getByte(next))) {
                return true;
            }
            line = next;
        }
        return false;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }
}
