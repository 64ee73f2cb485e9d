package org.symbolon.cli.base;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import picocli.CommandLine.ExitCode;

/** A command cannot do what it was asked to do. Carries the lines to print, which hold no secret, and the exit code. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImmutableList<String> problems;
    private final int exitCode;

    private CommandFailedException(List<String> problems, int exitCode) {
        super(String.join("; ", problems), null, false, false);
        this.problems = ImmutableList.copyOf(problems);
        this.exitCode = exitCode;
    }

    /** The command was refused or failed. */
    public static CommandFailedException refused(String problem) {
        return refused(ImmutableList.of("error: " + problem));
    }

    /** The command was refused for several reasons; each line is printed as it is. */
    public static CommandFailedException refused(List<String> problems) {
        return new CommandFailedException(problems, ExitCode.SOFTWARE);
    }

    /** The command line itself is wrong. */
    public static CommandFailedException usage(String problem) {
        return new CommandFailedException(ImmutableList.of("error: " + problem), ExitCode.USAGE);
    }

    /** The command names an account that does not exist. */
    public static CommandFailedException unknownAccount(AccountId id) {
        return refused("there is no account " + id);
    }

    /** The command names a DRM without a plug-in. */
    public static CommandFailedException unknownDrm(DrmId id, DrmCatalogue drms) {
        return refused("there is no DRM " + id + "; loaded are " + drms.ids());
    }

    ImmutableList<String> problems() {
        return problems;
    }

    int exitCode() {
        return exitCode;
    }
}
