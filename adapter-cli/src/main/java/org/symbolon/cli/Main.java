package org.symbolon.cli;

import org.symbolon.core.account.DrmId;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The operator's command, as the launcher starts it. */
public final class Main {
    private static final int HELP_WIDTH = 100;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
    }

    /** The whole command, ready to run once. */
    static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, new DrmId("fp"), new DrmId("wv"));
    }

    /** The same, with the DRMs that the commands for FairPlay and Widevine are about. */
    static CommandLine commandLine(Surroundings surroundings, DrmId fairPlay, DrmId widevine) {
        GlobalOptions global = new GlobalOptions(surroundings);
        CommandLine root = new CommandLine(new SymbolonCommand(global));
        CommandLine account = new CommandLine(new AccountCommand(global));
        account.addSubcommand(new AuthenticatorCommand(global)).addSubcommand(new AccountKekCommand(global));
        CommandLine key = new CommandLine(new KeyCommand(global));
        key.addSubcommand(new KeyPutCommand(global))
                .addSubcommand(new KeyImportCommand(global))
                .addSubcommand(new KeyExportCommand(global));
        CommandLine token = new CommandLine(new TokenCommand(global));
        token.addSubcommand(new TokenRedeemCommand(global));
        root.addSubcommand(account)
                .addSubcommand(key)
                .addSubcommand(token)
                .addSubcommand(fairPlay(global, fairPlay))
                .addSubcommand(widevine(global, widevine))
                .addSubcommand(new RecordsCommand(global))
                .addSubcommand(new ExplainCommand(global))
                .addSubcommand(new KeyringCommand(global))
                .addSubcommand(new StoreCommand(global));

        // So that a code may be written as it is, with its minus sign.
        subcommand(root, "errors").setUnmatchedOptionsArePositionalParams(true);
        subcommand(token, "issue")
                .getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_FOOTER, new ParameterHelp(global)::render);
        Converters.register(root);
        return configure(root, new Failures(global), surroundings);
    }

    private static CommandLine fairPlay(GlobalOptions global, DrmId drm) {
        CommandLine credentials = new CommandLine(new FairPlayCredentialsCommand(global, drm));
        helpOfSet(credentials, new CredentialHelp(global, drm));
        return new CommandLine(new FairPlayCommand())
                .addSubcommand(credentials)
                .addSubcommand(new FairPlaySimulateCommand(global, drm));
    }

    private static CommandLine widevine(GlobalOptions global, DrmId drm) {
        CommandLine service = new CommandLine(new WidevineServiceCommand(global, drm));
        helpOfSet(service, new CredentialHelp(global, drm));
        return new CommandLine(new WidevineCommand()).addSubcommand(service);
    }

    private static void helpOfSet(CommandLine command, CredentialHelp help) {
        subcommand(command, "set").getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help::render);
    }

    private static CommandLine subcommand(CommandLine command, String name) {
        CommandLine subcommand = command.getSubcommands().get(name);
        if (subcommand == null) {
            throw new IllegalStateException("there is no command " + name);
        }
        return subcommand;
    }

    private static CommandLine configure(CommandLine root, Failures failures, Surroundings surroundings) {
        // An argument @FILE is ours to read: picocli would take the file's content for more arguments.
        return root.setExpandAtFiles(false)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(failures::onFailure)
                .setParameterExceptionHandler(failures::onUsageError);
    }
}
