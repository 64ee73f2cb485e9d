package org.symbolon.cli.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.immutables.value.Value;
import org.symbolon.core.SymbolonBuilder;
import picocli.CommandLine.Help.Ansi;

/** What a command gets from its process. Tests replace it, so that they can run whole commands. */
@Value.Immutable
public abstract class Surroundings {

    /** The environment variables. */
    @Value.Redacted
    public abstract Map<String, String> environment();

    /** Standard input. */
    public abstract InputStream input();

    /** Standard output, for results. */
    public abstract PrintWriter out();

    /** Standard error, for problems and notes. */
    public abstract PrintWriter err();

    /** Whether the command runs in a terminal; by default it does not. */
    @Value.Default
    public BooleanSupplier terminal() {
        return () -> false;
    }

    /** The clock; by default the system's. */
    @Value.Default
    public InstantSource clock() {
        return InstantSource.system();
    }

    /** The source of secrets and keys. */
    @Value.Default
    public SecureRandom random() {
        return SymbolonBuilder.strongRandom();
    }

    /** The surroundings of this process. */
    public static Surroundings ofProcess() {
        return new Builder()
                .environment(System.getenv())
                .input(System.in)
                .out(new PrintWriter(System.out, true, UTF_8))
                .err(new PrintWriter(System.err, true, UTF_8))
                .terminal(Ansi.AUTO::enabled)
                .build();
    }

    public static final class Builder extends ImmutableSurroundings.Builder {}
}
