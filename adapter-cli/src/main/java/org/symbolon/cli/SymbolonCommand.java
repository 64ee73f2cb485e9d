package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command itself, with the subcommands that say what there is. */
@Command(
        name = "symbolon",
        description = "Issues DRM licence tokens.",
        versionProvider = SymbolonCommand.Version.class,
        footer = {
            "",
            "'symbolon serve' starts the service.",
            "Exit codes: 0 done, 1 refused or failed, 2 the command line makes no sense."
        })
final class SymbolonCommand {
    private static final String ALL = "all";

    @Mixin
    private final GlobalOptions global;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    SymbolonCommand(GlobalOptions global) {
        this.global = global;
    }

    @Command(description = "Shows the error codes: what raises each, and how to mend it.")
    void errors(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "CODE",
                            defaultValue = ALL,
                            description = "One code, such as -2005 or 2005; all of them by default.")
                    String code) {
        ImmutableList<ErrorCode> all = global.drms().errorCodes();
        if (code.equals(ALL)) {
            global.output().result(Catalogue.errors(all), Catalogue.text(all));
            return;
        }
        ErrorCode one = Catalogue.find(all, number(code))
                .orElseThrow(() -> CommandFailedException.refused("there is no error code " + number(code)));
        global.output().result(Catalogue.error(one), Catalogue.text(ImmutableList.of(one)));
    }

    /** Codes are negative; the minus sign may be left out, since shells and people trip over it. */
    private static int number(String code) {
        if (!code.matches("-?[0-9]{1,6}")) {
            throw CommandFailedException.usage("CODE must be a number such as -2005");
        }
        return -Math.abs(Integer.parseInt(code));
    }

    @Command(description = "Shows the DRM plug-ins that are loaded, and the parameters of their token requests.")
    void plugins() {
        global.output().result(Catalogue.drms(global.drms()));
    }

    @Command(
            description = {
                "Starts the service, until it is told to stop.",
                "This is what the launcher does: run ./symbolon serve."
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
                    String port) {
        global.output().problem("error: the launcher starts the service: run ./symbolon serve");
        return ExitCode.USAGE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                    .orElse("(not packaged)");
            return new String[] {"symbolon " + version};
        }
    }
}
