package org.symbolon.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.http.log.LogSettings;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports why the service does not start: one line on standard error, as the commands of the operator do, or an event
 * where events are JSON.
 */
final class StartFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

    /** An argument that cannot be a secret, so that a message may repeat it. */
    private static final Pattern HARMLESS = Pattern.compile("[a-z-]{1,20}");

    private StartFailures() {}

    /** The command line of the service. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((error, arguments) -> usage(error))
                .setExecutionExceptionHandler((failure, line, parsed) -> unexpected(failure));
    }

    private static int usage(ParameterException error) {
        String problem = error instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0))
                : String.valueOf(error.getMessage());
        report(problem);
        if (!LogSettings.isJson()) {
            System.err.println("See: symbolon serve --help");
        }
        return ExitCode.USAGE;
    }

    private static String unmatched(String argument) {
        return Optional.of(argument)
                .filter(HARMLESS.asMatchPredicate())
                .map(name -> "there is no " + name + " here")
                .orElse("there is one argument too many");
    }

    private static int unexpected(Exception failure) {
        LOG.error("the start failed", failure);
        report("unexpected " + failure.getClass().getSimpleName() + "; the log has the stack trace");
        return ExitCode.SOFTWARE;
    }

    static void report(String problem) {
        if (LogSettings.isJson()) {
            LOG.error(problem);
        } else {
            System.err.println("error: " + problem);
        }
    }
}
