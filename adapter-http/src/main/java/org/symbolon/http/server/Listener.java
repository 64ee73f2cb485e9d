package org.symbolon.http.server;

import com.google.common.net.HostAndPort;
import java.util.Optional;
import org.symbolon.http.tls.Tls;

/**
 * An address on which the service listens.
 *
 * @param router what is served there, and nothing else
 * @param encryption its TLS; empty for plain HTTP
 */
public record Listener(HostAndPort address, Router router, Optional<Tls.Encryption> encryption) {}
