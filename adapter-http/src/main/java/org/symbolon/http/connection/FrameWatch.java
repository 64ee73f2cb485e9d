package org.symbolon.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Follows the frames of an HTTP/2 connection on their way to the decoder, which bounds none of this for all connections
 * together: what has arrived of a frame or a head is held in memory, a connection with too many frames that ask for
 * nothing is cut, and nothing is read while the caller does not read what was sent.
 */
final class FrameWatch extends ChannelInboundHandlerAdapter {
    /** How much a connection may spend in each period: 1,000 pings, or 20,000 windows of a long answer. */
    static final int BUDGET = 20_000;

    private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int PRICE_OF_USELESS = 20;

    /** With this a caller begins (RFC 9113 section 3.4), and with a frame of settings behind it. */
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int HEADER = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;

    private final Connection connection;
    private int prefaceRead;
    private int left;
    private int header = HEADER;
    private int length;
    private int type;
    private int flags;
    private long unfinished;
    private long held;
    private int spent;
    private long periodBegan = System.nanoTime();

    FrameWatch(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            follow(bytes);
            hold();
        }
        if (context.channel().isActive()) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    private void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (prefaceRead < PREFACE.length) {
                requirePreface(bytes.getByte(at++) == PREFACE[prefaceRead++]);
            } else if (left > 0) {
                int part = Math.min(left, bytes.writerIndex() - at);
                at += part;
                unfinished += part;
                left -= part;
            } else {
                headerByte(bytes.getUnsignedByte(at++));
            }
            if (left == 0 && header == HEADER) {
                frameEnded();
            }
        }
    }

    /** The decoder would put what came instead into the log. */
    private void requirePreface(boolean isPreface) {
        if (!isPreface) {
            connection.cut();
        }
    }

    private void headerByte(int value) {
        header = header == HEADER ? 0 : header;
        switch (header) {
            case 0 -> length = value;
            case 1, 2 -> length = length << 8 | value;
            case 3 -> type = value;
            case 4 -> flags = value;
            default -> {} // the stream
        }
        unfinished++;
        if (++header == HEADER) {
            left = length;
            spend();
        }
    }

    /** A head goes on in further frames until one of them says that it is the last. */
    private void frameEnded() {
        boolean isPartOfHead = (type == HEADERS || type == CONTINUATION) && (flags & END_HEADERS) == 0;
        if (!isPartOfHead) {
            unfinished = 0;
        }
    }

    private void spend() {
        long now = System.nanoTime();
        if (now - periodBegan > PERIOD_NANOS) {
            periodBegan = now;
            spent = 0;
        }
        spent += price();
        if (spent > BUDGET) {
            connection.cut();
        }
    }

    /** Netty has bounds of its own for streams that are reset, and for the frames of one head. */
    private int price() {
        return switch (type) {
            case HEADERS, RST_STREAM, CONTINUATION -> 0;
            case WINDOW_UPDATE -> 1;
            case DATA -> length > 0 ? 0 : PRICE_OF_USELESS;
            default -> PRICE_OF_USELESS;
        };
    }

    private void hold() {
        if (unfinished > held && !connection.hold(unfinished - held)) {
            connection.cut();
        } else if (unfinished < held) {
            connection.release(held - unfinished);
        }
        held = unfinished;
    }
}
