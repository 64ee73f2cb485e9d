package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.symbolon.cli.base.Converters;
import org.symbolon.cli.base.Failures;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The main class of the command line, which the launcher starts. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        // Set before the first logger is made. Both programs share one class path, so neither has a logback.xml.
        System.getProperties().putIfAbsent("logback.configurationFile", "org/symbolon/cli/logback.xml");
        System.exit(execute(Surroundings.ofProcess(), arguments));
    }

    /** All commands, for documents: as they describe themselves, and to see whether a printed command is one. */
    public static CommandLine commands() {
        CommandLine root = SymbolonCommand.create(new GlobalOptions(Surroundings.ofProcess()), ImmutableList.of());
        Converters.register(root);
        return root;
    }

    /** Runs one command and returns its exit code. */
    static int execute(Surroundings surroundings, String... arguments) {
        GlobalOptions global = new GlobalOptions(surroundings);
        DrmAliases aliases = new DrmAliases(global);
        String[] expanded = aliases.expand(SymbolonCommand.names(), arguments);
        return commandLine(global, aliases.words(expanded)).execute(expanded);
    }

    private static CommandLine commandLine(GlobalOptions global, ImmutableList<String> words) {
        Surroundings surroundings = global.surroundings();
        CommandLine root = SymbolonCommand.create(global, words);
        Converters.register(root);
        Failures failures = new Failures(global);
        // Picocli must not replace an argument @FILE by the content of the file: the commands read such files
        // themselves.
        return root.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionStrategy(parsed -> run(surroundings, root, parsed))
                .setExecutionExceptionHandler(failures::onFailure)
                .setParameterExceptionHandler(failures::onUsageError);
    }

    /** To ask for the width of the terminal starts a process, so that is done for a help text only. */
    private static int run(Surroundings surroundings, CommandLine root, ParseResult parsed) {
        List<CommandLine> named = parsed.asCommandLineList();
        if (named.stream().anyMatch(CommandLine::isUsageHelpRequested)) {
            CommandLine last = named.get(named.size() - 1);
            // Picocli would show the help of the command before a word that is none.
            if (!last.getUnmatchedArguments().isEmpty()) {
                throw new UnmatchedArgumentException(last, last.getUnmatchedArguments());
            }
            root.setUsageHelpWidth(surroundings.width().getAsInt());
        }
        return new RunLast().execute(parsed);
    }
}
