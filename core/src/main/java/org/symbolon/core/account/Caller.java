package org.symbolon.core.account;

import java.net.InetAddress;
import java.util.Optional;
import org.symbolon.core.value.Environment;

/** Where a call comes from, and which environment it asks. */
public final class Caller {
    private final Environment environment;
    private final Optional<InetAddress> address;
    private final boolean https;

    private Caller(Environment environment, Optional<InetAddress> address, boolean https) {
        this.environment = environment;
        this.address = address;
        this.https = https;
    }

    /** A caller without an address, for calls within the process. Accounts that list networks refuse it. */
    public static Caller of(Environment environment) {
        return new Caller(environment, Optional.empty(), false);
    }

    /** A caller with an address. */
    public static Caller of(Environment environment, InetAddress address) {
        return new Caller(environment, Optional.of(address), false);
    }

    /**
     * The same caller, who reached the service over https: the service itself speaks it, or a trusted proxy in front
     * of it does. Licence URLs may then begin with https, see {@code useHttps}.
     */
    public Caller overHttps() {
        return new Caller(environment, address, true);
    }

    /** The environment that is asked; over HTTP the host decides. */
    public Environment environment() {
        return environment;
    }

    /** The address. */
    public Optional<InetAddress> address() {
        return address;
    }

    /** Whether the service is known to be reached over https; false unless {@link #overHttps} was called. */
    public boolean https() {
        return https;
    }
}
