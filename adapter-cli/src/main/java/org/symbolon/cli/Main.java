package org.symbolon.cli;

import org.symbolon.cli.account.AccountCommand;
import org.symbolon.cli.base.Converters;
import org.symbolon.cli.base.Failures;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Surroundings;
import org.symbolon.cli.credential.CredentialCommand;
import org.symbolon.cli.key.KeyCommand;
import org.symbolon.cli.keyring.KeyringCommand;
import org.symbolon.cli.record.RecordsCommand;
import org.symbolon.cli.store.StoreCommand;
import org.symbolon.cli.token.SimulateCommand;
import org.symbolon.cli.token.TokenCommand;
import picocli.CommandLine;

/** The main class of the command line, which the launcher starts. */
public final class Main {
    private static final int HELP_WIDTH = 100;

    private Main() {}

    public static void main(String[] arguments) {
        // Set before the first logger is made. Both programs share one class path, so neither has a logback.xml.
        System.getProperties().putIfAbsent("logback.configurationFile", "org/symbolon/cli/logback.xml");
        System.exit(execute(Surroundings.ofProcess(), arguments));
    }

    /** Runs one command and returns its exit code. */
    static int execute(Surroundings surroundings, String... arguments) {
        GlobalOptions global = new GlobalOptions(surroundings);
        CommandLine root = commandLine(surroundings, global);
        return root.execute(new DrmAliases(global).expand(root, arguments));
    }

    private static CommandLine commandLine(Surroundings surroundings, GlobalOptions global) {
        CommandLine root = SymbolonCommand.create(global)
                .addSubcommand(AccountCommand.create(global))
                .addSubcommand(KeyCommand.create(global))
                .addSubcommand(TokenCommand.create(global))
                .addSubcommand(new SimulateCommand(global))
                .addSubcommand(CredentialCommand.create(global))
                .addSubcommand(new RecordsCommand(global))
                .addSubcommand(new KeyringCommand(global))
                .addSubcommand(new StoreCommand(global));
        Converters.register(root);
        Failures failures = new Failures(global);
        // Picocli must not replace an argument @FILE by the content of the file: the commands read such files
        // themselves.
        return root.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(failures::onFailure)
                .setParameterExceptionHandler(failures::onUsageError);
    }
}
