package org.symbolon.http.connection;

import com.google.common.primitives.Bytes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.symbolon.http.TestCertificate;

/** A caller who writes each frame of HTTP/2 by hand, so that it can be wrong, too many, or missing. */
final class FrameClient implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PRIORITY = 0x20;
    private static final int HEADER_TABLE_SIZE = 1;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder();
    private int framesRead;

    /** A frame that has come. */
    record Frame(int type, int flags, int stream, ByteBuffer payload) {
        boolean endsStream() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        /** The number at this place of the payload, such as the error of a GOAWAY at 4. */
        int number(int at) {
            return payload.getInt(at);
        }
    }

    private FrameClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that has agreed on HTTP/2, and said nothing. */
    static FrameClient silent(int port) throws IOException {
        SSLSocket socket = TestCertificate.SERVICE.open(port, "h2");
        socket.startHandshake();
        return new FrameClient(socket);
    }

    /** A connection that can be used for requests. No head of an answer refers to one before, which may not be read. */
    static FrameClient open(int port, byte... settings) throws IOException {
        FrameClient opened = silent(port);
        opened.out.write(PREFACE);
        opened.send(SETTINGS, 0, 0, Bytes.concat(setting(HEADER_TABLE_SIZE, 0), settings));
        return opened;
    }

    /** A setting with its value, as a SETTINGS frame has it. */
    static byte[] setting(int name, int value) {
        return ByteBuffer.allocate(6).putShort((short) name).putInt(value).array();
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(frame(type, flags, stream, payload));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Names and values as literals that nobody keeps (RFC 7541 section 6.2.2). */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] text = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
            length(block, text.length);
            block.writeBytes(text);
        }
        return block.toByteArray();
    }

    private static void length(ByteArrayOutputStream block, int length) {
        if (length < 127) {
            block.write(length);
            return;
        }
        block.write(127);
        int rest = length - 127;
        while (rest >= 128) {
            block.write(rest % 128 + 128);
            rest /= 128;
        }
        block.write(rest);
    }

    static byte[] head(String method, String path) {
        return block(":method", method, ":scheme", "https", ":path", path, ":authority", "a");
    }

    void get(int stream, String path) throws IOException {
        send(HEADERS, END_STREAM | END_HEADERS, stream, head("GET", path));
    }

    Frame read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        framesRead++;
        return new Frame(type, flags, stream, ByteBuffer.wrap(payload));
    }

    int framesRead() {
        return framesRead;
    }

    /** The next frame of a kind; others are read and forgotten. */
    Frame await(Predicate<Frame> which) throws IOException {
        Frame frame = read();
        while (!which.test(frame)) {
            frame = read();
        }
        return frame;
    }

    Frame await(int type) throws IOException {
        return await(frame -> frame.type() == type);
    }

    /** The status of the answer on a stream. */
    String status(int stream) throws IOException {
        Frame head = await(frame -> frame.type() == HEADERS && frame.stream() == stream);
        int priority = (head.flags() & PRIORITY) == 0 ? 0 : 5;
        try {
            return headers.decodeHeaders(
                            stream, Unpooled.wrappedBuffer(head.payload()).skipBytes(priority))
                    .status()
                    .toString();
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** Reads until the connection has ended; the error of the GOAWAY that was in it, if there was one. */
    Optional<Integer> end() throws IOException {
        Optional<Integer> error = Optional.empty();
        try {
            while (true) {
                Frame frame = read();
                error = frame.type() == GOAWAY ? Optional.of(frame.number(4)) : error;
            }
        } catch (EOFException | SocketException | SSLException closed) {
            return error;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
