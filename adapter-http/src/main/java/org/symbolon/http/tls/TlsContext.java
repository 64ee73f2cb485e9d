package org.symbolon.http.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/**
 * The TLS of one listener. Its identity can be replaced: connections that exist go on, further handshakes use the new
 * one, and sessions of the old one are not resumed, so that a client certificate is checked again.
 */
final class TlsContext extends SslContext {
    /** Bounded, since a session may hold a client's certificates; callers with tickets keep theirs themselves. */
    private static final int MOST_SESSIONS = 4096;

    private static final Duration SESSION = Duration.ofHours(1);

    private final ClientAuth clientAuth;
    private final Executor handshakes;
    private final Consumer<Channel> accepted;
    private volatile SslContext current;

    /**
     * A context.
     *
     * @param clientAuth whether client certificates are wanted, where the identity has authorities for them
     * @param handshakes computes what a handshake needs
     * @param accepted is told of each connection before its handshake, on its event loop
     */
    TlsContext(TlsIdentity identity, ClientAuth clientAuth, Executor handshakes, Consumer<Channel> accepted)
            throws SSLException {
        this.clientAuth = clientAuth;
        this.handshakes = handshakes;
        this.accepted = accepted;
        this.current = build(identity);
    }

    void use(TlsIdentity identity) throws SSLException {
        current = build(identity);
    }

    private SslContext build(TlsIdentity identity) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(identity.keys())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .sessionCacheSize(MOST_SESSIONS)
                .sessionTimeout(SESSION.toSeconds());
        if (!identity.clientAuthorities().isEmpty()) {
            builder.clientAuth(clientAuth)
                    .trustManager(identity.clientAuthorities().toArray(X509Certificate[]::new));
        }
        return builder.build();
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return current.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty still wants it of every context
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return current.applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return current.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
        return current.newEngine(allocator, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return current.sessionContext();
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor unused) {
        return new Handler(newEngine(allocator), startTls);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator allocator, String peerHost, int peerPort, boolean startTls, Executor unused) {
        return new Handler(newEngine(allocator, peerHost, peerPort), startTls);
    }

    /** Tells of its connection as soon as it is there. */
    private final class Handler extends SslHandler {
        Handler(SSLEngine engine, boolean startTls) {
            super(engine, startTls, handshakes);
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            accepted.accept(context.channel());
        }
    }
}
