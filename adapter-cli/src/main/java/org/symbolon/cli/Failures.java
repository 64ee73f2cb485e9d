package org.symbolon.cli;

import com.google.common.base.Splitter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.KeyRefusedException;
import org.symbolon.core.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of exceptions: a line on standard error and an exit code. */
final class Failures {
    /** A word that cannot be a secret, which has digits or is longer. */
    private static final Pattern HARMLESS = Pattern.compile("[a-z-]{1,20}");

    /** Shorter parts of a command line are no secrets. */
    private static final int SECRET_LENGTH = 16;

    private final GlobalOptions global;

    Failures(GlobalOptions global) {
        this.global = global;
    }

    /** A command that was understood but failed. */
    int onFailure(Exception failure, CommandLine command, ParseResult arguments) {
        if (global.verbose()) {
            failure.printStackTrace(global.surroundings().err());
        }
        if (failure instanceof CommandFailedException failed) {
            failed.problems().forEach(global.output()::problem);
            return failed.exitCode();
        }
        global.output().problem("error: " + explain(failure));
        return ExitCode.SOFTWARE;
    }

    /** The messages of these are made for people and hold no secret; of others only the kind is told. */
    private static String explain(Exception failure) {
        if (failure instanceof KeyRefusedException refused) {
            return rule(refused);
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        if (failure instanceof SettingsException
                || failure instanceof PluginException
                || failure instanceof StoreUnavailableException
                || failure instanceof UncheckedIOException) {
            return message;
        }
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return "unexpected " + cause.getClass().getSimpleName() + "; --verbose shows where";
    }

    /** Which field breaks which rule, without what the message quotes: in a file whose columns are mixed up it may be a key. */
    static String rule(KeyRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        int quotation = message.indexOf(", not '");
        return quotation < 0 ? message : message.substring(0, quotation);
    }

    /** A command line that was not understood. */
    int onUsageError(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        String problem = error instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched())
                : masked(String.valueOf(error.getMessage()), arguments);
        global.output().problem("error: " + problem);
        UnmatchedArgumentException.printSuggestions(error, global.surroundings().err());
        global.output().problem("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Some of picocli's messages repeat what was given; a secret in the wrong place has more than a few characters. */
    private static String masked(String message, String[] arguments) {
        String masked = message;
        for (String argument : arguments) {
            for (String part : Splitter.on('=').split(argument)) {
                masked = part.length() < SECRET_LENGTH || part.startsWith("-") ? masked : masked.replace(part, "***");
            }
        }
        return masked;
    }

    /** Picocli would repeat the argument, which may be a secret in the wrong place. */
    private static String unmatched(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
        return HARMLESS.matcher(name).matches() ? "there is no " + name + " here" : "there is one argument too many";
    }
}
