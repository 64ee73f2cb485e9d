package org.symbolon.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Installation;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows and checks the settings. No store is opened. */
@Command(
        name = "config",
        addMethodSubcommands = false,
        description = "Shows the settings in force and where each comes from, and checks them.")
public record ConfigCommand(GlobalOptions global) {
    private static final String HOST = "The option --host of serve, to see what it changes.";
    private static final String PORT = "The option --port of serve, to see what it changes.";

    @Command(
            description = {
                "Shows the settings that are not at their defaults, and where each comes from: the settings file, an"
                        + " environment variable or an option. Secrets are masked.",
                "",
                "A running service has the settings of its own start: its environment may be another one."
            })
    void show(
            @Option(names = "--all", description = "Show the settings at their defaults too.") boolean all,
            @Option(names = "--host", paramLabel = "H", defaultValue = "", description = HOST) String host,
            @Option(names = "--port", paramLabel = "P", defaultValue = "", description = PORT) String port) {
        Installation installation = Installation.of(global, host, port);
        ImmutableList<SettingKey<?>> declared = installation.loader().settings();
        SettingsView view = new SettingsView(installation.settings());
        global.output()
                .result(ImmutableMap.of(
                        "dataFolder", global.dataFolderAndOrigin(),
                        "settingsFile", global.settingsFileAndOrigin(),
                        "settings", view.rows(declared, all)));
        installation.problems(declared).forEach(problem -> global.output().warn(String.valueOf(problem.getMessage())));
    }

    @Command(
            description = {
                "Checks the settings as a start of the service does: unknown names, and values that are not valid. All"
                        + " problems are shown, not only the first. 'symbolon doctor' checks more."
            })
    void check(
            @Option(names = "--host", paramLabel = "H", defaultValue = "", description = HOST) String host,
            @Option(names = "--port", paramLabel = "P", defaultValue = "", description = PORT) String port) {
        Installation installation = Installation.of(global, host, port);
        ImmutableList<SettingsException> problems =
                installation.problems(installation.loader().settings());
        if (!problems.isEmpty()) {
            throw CommandFailedException.refused(problems.stream()
                    .map(problem -> "error: " + problem.getMessage())
                    .toList());
        }
        global.output().result(ImmutableMap.of("valid", true), "the settings are valid");
    }
}
