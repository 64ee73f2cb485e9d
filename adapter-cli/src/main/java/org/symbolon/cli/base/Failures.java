package org.symbolon.cli.base;

import com.google.common.base.Splitter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into lines on standard error and an exit code. */
public final class Failures {
    /** A word that cannot be a secret, because secrets have digits or are longer. */
    private static final Pattern HARMLESS = Pattern.compile("[a-z-]{1,20}");

    /** A part of a command line that is shorter is not a secret. */
    private static final int SECRET_LENGTH = 16;

    private final GlobalOptions global;

    public Failures(GlobalOptions global) {
        this.global = global;
    }

    /** Handles the failure of a command whose command line was correct. */
    public int onFailure(Exception failure, CommandLine command, ParseResult arguments) {
        if (global.verbose()) {
            failure.printStackTrace(global.surroundings().err());
        }
        if (failure instanceof CommandFailedException failed) {
            failed.problems().forEach(global.output()::problem);
            return failed.exitCode() == ExitCode.USAGE ? usage(command) : failed.exitCode();
        }
        global.output().problem("error: " + explain(failure));
        return ExitCode.SOFTWARE;
    }

    /** Only the messages of these exceptions are known to hold no secret. Of others the class is shown. */
    private static String explain(Exception failure) {
        if (failure instanceof KeyRefusedException refused) {
            return rule(refused);
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        if (failure instanceof SettingsException
                || failure instanceof PluginException
                || failure instanceof AdministrationException
                || failure instanceof StoreUnavailableException
                || failure instanceof UncheckedIOException) {
            return message;
        }
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return "unexpected " + cause.getClass().getSimpleName() + "; --verbose shows the stack trace";
    }

    /** The field and the rule. The value is left out: if columns were mixed up, it may be a key. */
    public static String rule(KeyRefusedException refused) {
        String message = String.valueOf(refused.getMessage());
        int quotation = message.indexOf(", not '");
        return quotation < 0 ? message : message.substring(0, quotation);
    }

    /** Handles a wrong command line. */
    public int onUsageError(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        if (command.getSubcommands().size() > 0 && isCommandMissing(error)) {
            return missing(command);
        }
        String problem = error instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched())
                : masked(String.valueOf(error.getMessage()), arguments);
        global.output().problem("error: " + problem);
        UnmatchedArgumentException.printSuggestions(error, global.surroundings().err());
        return usage(command);
    }

    private static boolean isCommandMissing(ParameterException error) {
        return String.valueOf(error.getMessage()).startsWith("Missing required subcommand");
    }

    /** Whoever types the name of the program alone is shown what it can do. */
    private int missing(CommandLine command) {
        if (command.getParent() == null) {
            command.setUsageHelpWidth(global.surroundings().width().getAsInt());
            command.usage(global.surroundings().err(), Ansi.OFF);
            return ExitCode.USAGE;
        }
        global.output()
                .problem("error: a command is missing, one of "
                        + String.join(", ", command.getSubcommands().keySet()));
        return usage(command);
    }

    private int usage(CommandLine command) {
        global.output().problem("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Some messages of picocli repeat an argument. Parts that are long enough to be a secret are masked. */
    private static String masked(String message, String[] arguments) {
        String masked = message;
        for (String argument : arguments) {
            for (String part : Splitter.on('=').split(argument)) {
                masked = part.length() < SECRET_LENGTH || part.startsWith("-") ? masked : masked.replace(part, "***");
            }
        }
        return masked;
    }

    /** Picocli's own message would repeat the argument, which may be a secret in the wrong place. */
    private static String unmatched(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
        return HARMLESS.matcher(name).matches() ? "there is no " + name + " here" : "there is one argument too many";
    }
}
