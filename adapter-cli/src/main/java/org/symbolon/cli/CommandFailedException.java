package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.List;
import picocli.CommandLine.ExitCode;

/** A command cannot do what it was asked. Carries what to say, a line for each problem, never a secret; and the exit code. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImmutableList<String> problems;
    private final int exitCode;

    private CommandFailedException(List<String> problems, int exitCode) {
        super(String.join("; ", problems), null, false, false);
        this.problems = ImmutableList.copyOf(problems);
        this.exitCode = exitCode;
    }

    /** Refused or failed. */
    static CommandFailedException refused(String problem) {
        return refused(ImmutableList.of("error: " + problem));
    }

    /** Refused for several reasons, each a line that is printed as it is. */
    static CommandFailedException refused(List<String> problems) {
        return new CommandFailedException(problems, ExitCode.SOFTWARE);
    }

    /** The command line itself makes no sense. */
    static CommandFailedException usage(String problem) {
        return new CommandFailedException(ImmutableList.of("error: " + problem), ExitCode.USAGE);
    }

    ImmutableList<String> problems() {
        return problems;
    }

    int exitCode() {
        return exitCode;
    }
}
