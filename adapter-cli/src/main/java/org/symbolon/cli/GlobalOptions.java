package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.settings.Settings;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, before or after its own, and what is opened by them. */
final class GlobalOptions {
    /** Components whose settings belong to another process, the service, that reads the same file. */
    private static final ImmutableSet<String> ELSEWHERE = ImmutableSet.of("http");

    private final Surroundings surroundings;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data folder (default: $" + Settings.DATA_VARIABLE + ", or ./data).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The settings (default: $" + Settings.CONFIG_VARIABLE + ", or " + Settings.FILE
                    + " in the data folder).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "The form of results: text (default), or json for programs.")
    private OutputFormat output = OutputFormat.TEXT;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    GlobalOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Where results and warnings of the command go. */
    Output output() {
        return new Output(surroundings, output);
    }

    boolean verbose() {
        return verbose;
    }

    /** Opens stores and plug-ins. */
    Symbolon open() {
        return Symbolon.open(settings(), ImmutableList.of(), ELSEWHERE);
    }

    /** The DRMs alone, for commands that say what there is: they open no store, and make no data folder. */
    DrmRegistry drms() {
        return Symbolon.loadDrms(settings());
    }

    /** The settings of this command. */
    Settings settings() {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        data.ifPresent(folder -> environment.put(Settings.DATA_VARIABLE, folder.toString()));
        config.ifPresent(file -> environment.put(Settings.CONFIG_VARIABLE, file.toString()));
        return Settings.ofProcess(environment);
    }
}
