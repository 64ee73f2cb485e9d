package org.symbolon.core.account;

import java.net.InetAddress;
import java.util.Optional;
import org.symbolon.core.value.Environment;

/** Where a call comes from, and which environment it asks. */
public final class Caller {
    private final Environment environment;
    private final Optional<InetAddress> address;

    private Caller(Environment environment, Optional<InetAddress> address) {
        this.environment = environment;
        this.address = address;
    }

    /** A caller without an address, for calls within the process. Accounts that list networks refuse it. */
    public static Caller of(Environment environment) {
        return new Caller(environment, Optional.empty());
    }

    /** A caller with an address. */
    public static Caller of(Environment environment, InetAddress address) {
        return new Caller(environment, Optional.of(address));
    }

    /** The environment that is asked; over HTTP the host decides. */
    public Environment environment() {
        return environment;
    }

    /** The address. */
    public Optional<InetAddress> address() {
        return address;
    }
}
