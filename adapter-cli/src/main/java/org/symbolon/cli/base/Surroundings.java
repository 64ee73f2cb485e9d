package org.symbolon.cli.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.immutables.value.Value;
import org.symbolon.core.SymbolonBuilder;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What a command gets from its process. Tests replace it, so that they can run whole commands. */
@Value.Immutable
public abstract class Surroundings {
    private static final int USUAL_WIDTH = 100;

    private static final int LEAST_WIDTH = 60;
    private static final int GREATEST_WIDTH = 120;

    /** Set by the launcher, because Java cannot find out whether standard error alone is a terminal. */
    private static final String TERMINAL = "symbolon.terminal";

    /** The environment variables. */
    @Value.Redacted
    public abstract Map<String, String> environment();

    /** Standard input. */
    public abstract InputStream input();

    /** Standard output, for results. */
    public abstract PrintWriter out();

    /** Standard error, for problems and notes. */
    public abstract PrintWriter err();

    /** Whether standard error is a terminal; by default it is not. */
    @Value.Default
    public BooleanSupplier terminal() {
        return () -> false;
    }

    /** The number of columns for help texts; by default 100. */
    @Value.Default
    public IntSupplier width() {
        return () -> USUAL_WIDTH;
    }

    /** The clock; by default the system's. */
    @Value.Default
    public InstantSource clock() {
        return InstantSource.system();
    }

    /** The user of the operating system who runs the command, for the audit log. */
    @Value.Default
    public String user() {
        return System.getProperty("user.name", "unknown");
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
                .terminal(() -> Boolean.getBoolean(TERMINAL))
                .width(Surroundings::terminalWidth)
                .build();
    }

    /** Picocli asks the terminal, also if the output goes elsewhere; without one it says 80. */
    private static int terminalWidth() {
        int width = new UsageMessageSpec().autoWidth(true).width();
        return Math.min(Math.max(width, LEAST_WIDTH), GREATEST_WIDTH);
    }

    public static final class Builder extends ImmutableSurroundings.Builder {}
}
