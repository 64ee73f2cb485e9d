package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.record.RecordView;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The root command, with the subcommands that explain refusals and describe this release. */
@Command(
        name = "symbolon",
        description = "Issues DRM licence tokens.",
        versionProvider = SymbolonCommand.Version.class,
        footer = {
            "",
            "'symbolon serve' starts the service.",
            "Exit codes: 0 success, 1 refused or failed, 2 wrong command line."
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

    private SymbolonCommand(GlobalOptions global) {
        this.global = global;
    }

    /** The command with its own subcommands. */
    static CommandLine create(GlobalOptions global) {
        CommandLine root = new CommandLine(new SymbolonCommand(global));
        // An error code can be given with its minus sign, which otherwise begins an option.
        CommandLine errors = Objects.requireNonNull(root.getSubcommands().get("errors"));
        errors.setUnmatchedOptionsArePositionalParams(true);
        return root;
    }

    @Command(description = "Shows the error codes, what causes each of them, and what to do.")
    void errors(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "CODE",
                            defaultValue = ALL,
                            description = "One code, such as -2005 or 2005 (default: all codes).")
                    String code) {
        DrmCatalogue drms = global.drms();
        ImmutableList<ErrorCode> all = drms.errorCodes();
        if (code.equals(ALL)) {
            global.output().result(CatalogueView.errors(all), CatalogueView.text(all));
            return;
        }
        ErrorCode one = drms.errorCode(number(code))
                .orElseThrow(() -> CommandFailedException.refused("there is no error code " + number(code)));
        global.output().result(CatalogueView.error(one), CatalogueView.text(ImmutableList.of(one)));
    }

    /** Codes are negative. The minus sign may be left out, because it looks like an option. */
    private static int number(String code) {
        if (!code.matches("-?[0-9]{1,6}")) {
            throw CommandFailedException.usage("CODE must be a number such as -2005");
        }
        return -Math.abs(Integer.parseInt(code));
    }

    @Command(
            description =
                    "Explains why a token or a licence was refused: which rule failed, what was expected, what was"
                            + " received, and what the usual cause is.")
    void explain(
            @Parameters(
                            paramLabel = "REFERENCE",
                            description = "The reference in the header Error-Reference of the refusal, and in the log.")
                    Reference reference) {
        try (Symbolon symbolon = global.open()) {
            RecordQuery query = RecordQuery.builder().reference(reference).build();
            TransactionRecord refused = symbolon.records(query).stream()
                    .findFirst()
                    .orElseThrow(
                            () -> CommandFailedException.refused("there is no refusal with this reference; it may be"
                                    + " older than records.keep, not yet written, which takes up to a second, or an"
                                    + " answer to a caller who was not authenticated, which is not recorded"));
            Optional<ErrorCode> code = refused.code().flatMap(symbolon.drms()::errorCode);
            global.output().result(new RecordView(refused).refusal(code));
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
                "The launcher does this: run ./symbolon serve."
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
