package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** What a command has around it, given from outside so that tests can run commands whole. */
@Value.Immutable
abstract class Surroundings {

    /** The environment variables. */
    @Value.Redacted
    abstract Map<String, String> environment();

    /** Standard input. */
    abstract InputStream input();

    /** Standard output: results. */
    abstract PrintWriter out();

    /** Standard error: problems. */
    abstract PrintWriter err();

    /** How wide the terminal is that standard error goes to; none by default. */
    @Value.Default
    Terminal terminal() {
        return OptionalInt::empty;
    }

    /** The time; the system's by default. */
    @Value.Default
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The source of secrets and keys. */
    @Value.Default
    SecureRandom random() {
        return new SecureRandom();
    }

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Builder()
                .environment(System.getenv())
                .input(System.in)
                .out(new PrintWriter(System.out, true, UTF_8))
                .err(new PrintWriter(System.err, true, UTF_8))
                .terminal(Terminal::widthOfStandardError)
                .build();
    }

    static final class Builder extends ImmutableSurroundings.Builder {}
}
