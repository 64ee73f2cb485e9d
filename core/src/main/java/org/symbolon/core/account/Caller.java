package org.symbolon.core.account;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where a request comes from.
 *
 * @param environment what it asks, by its host
 * @param address the caller's address; empty where there is none, which no account with networks of its own admits
 */
public record Caller(Environment environment, Optional<InetAddress> address) {}
