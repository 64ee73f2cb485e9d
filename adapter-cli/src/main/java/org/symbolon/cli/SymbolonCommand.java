package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.cli.account.AccountCommand;
import org.symbolon.cli.administrator.AdministratorCommand;
import org.symbolon.cli.administrator.AuditCommand;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.LanguageOption;
import org.symbolon.cli.config.ConfigCommand;
import org.symbolon.cli.console.ConsoleCommand;
import org.symbolon.cli.credential.CredentialCommand;
import org.symbolon.cli.doctor.DoctorCommand;
import org.symbolon.cli.key.KeyCommand;
import org.symbolon.cli.keyring.KeyringCommand;
import org.symbolon.cli.record.ExplainCommand;
import org.symbolon.cli.record.RecordsCommand;
import org.symbolon.cli.store.BackupCommand;
import org.symbolon.cli.store.RestoreCommand;
import org.symbolon.cli.store.StoreCommand;
import org.symbolon.cli.token.SimulateCommand;
import org.symbolon.cli.token.TokenCommand;
import org.symbolon.cli.usage.UsageCommand;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Wording;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The root command, with the subcommands that explain refusals and describe this release. */
@Command(
        name = "symbolon",
        addMethodSubcommands = false,
        description = "Issues and redeems DRM licence tokens.",
        versionProvider = SymbolonCommand.Version.class,
        footer = {
            "",
            "'symbolon help account add' shows the help of a command, as 'symbolon account add --help' does.",
            "Exit codes: 0 success, 1 refused or failed, 2 wrong command line."
        })
final class SymbolonCommand {
    private static final String ALL = "all";

    /** The commands as the help lists them. */
    private static final ImmutableListMultimap<String, String> SECTIONS =
            ImmutableListMultimap.<String, String>builder()
                    .putAll(
                            "The service",
                            "serve",
                            "console",
                            "doctor",
                            "config",
                            "store",
                            "backup",
                            "restore",
                            "keyring",
                            "plugins",
                            "administrator",
                            "audit")
                    .putAll("Customers and what belongs to them", "account", "key", "credential")
                    .putAll("Tokens and licences", "token", "simulate", "records", "explain", "usage")
                    .putAll("Help", "errors", "completion", "help")
                    .build();

    @Mixin
    private final GlobalOptions global;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private SymbolonCommand(GlobalOptions global) {
        this.global = global;
    }

    /** The command with the subcommands that the words name. */
    static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        CommandLine root = Commands.group(new SymbolonCommand(global), classes(global), words);
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, SymbolonCommand::sections);
        // An error code can be given with its minus sign, which otherwise begins an option.
        Optional.ofNullable(root.getSubcommands().get("errors"))
                .ifPresent(errors -> errors.setUnmatchedOptionsArePositionalParams(true));
        return root;
    }

    /** The names of the commands. */
    static ImmutableSet<String> names() {
        return ImmutableSet.copyOf(SECTIONS.values());
    }

    private static ImmutableMap<String, Commands.Source> classes(GlobalOptions global) {
        return ImmutableMap.<String, Commands.Source>builder()
                .put("account", words -> AccountCommand.create(global, words))
                .put("key", words -> KeyCommand.create(global, words))
                .put("token", words -> TokenCommand.create(global, words))
                .put("simulate", Commands.Source.of(SimulateCommand::new, global))
                .put("credential", words -> CredentialCommand.create(global, words))
                .put("explain", Commands.Source.of(ExplainCommand::new, global))
                .put("records", words -> RecordsCommand.create(global))
                .put("usage", Commands.Source.of(UsageCommand::new, global))
                .put("console", Commands.Source.of(ConsoleCommand::new, global))
                .put("doctor", Commands.Source.of(DoctorCommand::new, global))
                .put("config", words -> Commands.group(new ConfigCommand(global), ImmutableMap.of(), words))
                .put("keyring", words -> Commands.group(new KeyringCommand(global), ImmutableMap.of(), words))
                .put("store", words -> StoreCommand.create(global, words))
                .put(
                        "administrator",
                        words -> Commands.group(new AdministratorCommand(global), ImmutableMap.of(), words))
                .put("audit", Commands.Source.of(AuditCommand::new, global))
                .put("backup", Commands.Source.of(BackupCommand::new, global))
                .put("restore", Commands.Source.of(RestoreCommand::new, global))
                .buildOrThrow();
    }

    /** The commands in sections, each with its description. */
    private static String sections(Help help) {
        return SECTIONS.asMap().entrySet().stream()
                .map(section -> "%n%s:%n".formatted(section.getKey())
                        + help.commandList(Maps.toMap(
                                section.getValue(),
                                name -> Objects.requireNonNull(
                                        help.subcommands().get(name)))))
                .collect(Collectors.joining());
    }

    @Command(
            description = {
                "Shows the error codes, what causes each of them, and what to do.",
                "",
                "It also knows the numbers and names that players show when they get no licence: those of Shaka Player,"
                        + " dash.js, hls.js, video.js, Safari, AVFoundation and ExoPlayer."
            })
    void errors(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "CODE",
                            defaultValue = ALL,
                            description = "One code, such as -2005 or 2005, or what a player shows, such as 6007,"
                                    + " 4294924691 or keySystemNoKeys (default: all codes).")
                    String code,
            @Mixin LanguageOption language) {
        DrmCatalogue drms = global.drms();
        Wording wording = language.wording(drms);
        if (code.equals(ALL)) {
            ImmutableList<ErrorCode> all = drms.errorCodes();
            global.output().result(CatalogueView.errors(all, wording), CatalogueView.text(all, wording));
        } else {
            OneCode.read(code, drms).print(global.output(), wording);
        }
    }

    @Command(
            description =
                    "Shows the loaded DRM plug-ins, their jars and versions, and the parameters of their token requests.")
    void plugins() {
        global.output().result(CatalogueView.drms(global.drms()));
    }

    @Command(
            description = {
                "Starts the service, which runs until it is stopped.",
                "The launcher does this, in place of the operator's command."
            })
    int serve(
            @Option(
                            names = "--host",
                            paramLabel = "H",
                            defaultValue = "",
                            description = "The address to listen on (default: the setting http.host, 127.0.0.1).")
                    String host,
            @Option(
                            names = "--port",
                            paramLabel = "P",
                            defaultValue = "",
                            description = "The port to listen on (default: the setting http.port, 8080).")
                    String port,
            @Option(names = "--demo", description = "Show redemption too, with simulated devices and services.")
                    boolean demo,
            @Option(names = "--openapi", description = "Print what the service can be asked, in OpenAPI 3.1, and end.")
                    boolean openApi) {
        global.output().problem("error: the launcher starts the service: run symbolon serve");
        return ExitCode.USAGE;
    }

    @Command(
            description = {
                "Prints a script that lets a shell complete the names of commands and options with the tab key.",
                "",
                "For bash: source <(symbolon completion bash). For zsh the same with zsh. To have it in each shell, put"
                        + " this line into ~/.bashrc or ~/.zshrc."
            })
    void completion(
            @Parameters(paramLabel = "SHELL", description = "bash or zsh; both read the same script.") Shell shell) {
        global.surroundings().out().println(AutoComplete.bash("symbolon", create(global, ImmutableList.of())));
    }

    /** The shells that can read the script. */
    enum Shell {
        BASH,
        ZSH
    }

    @Command(description = "Shows the help of a command, such as: symbolon help account add.")
    int help(
            @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command (default: all commands).")
                    List<String> words) {
        return Main.execute(
                global.surroundings(),
                Stream.of(global.arguments(), Optional.ofNullable(words).orElseGet(List::of), List.of("--help"))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    /** Reads the version from the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"symbolon " + version};
        }
    }
}
