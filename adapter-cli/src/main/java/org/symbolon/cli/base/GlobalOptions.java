package org.symbolon.cli.base;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.SymbolonLoader;
import org.symbolon.core.account.RunningServices;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.administration.AdministrationDesk;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreProvider;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.keyring.KeyRing;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, before or after its own, and what a command opens with them. */
public final class GlobalOptions {
    /** The first parts of the names of settings that belong to the service, which reads the same settings file. */
    static final ImmutableSet<String> OTHER_COMPONENTS = ImmutableSet.of("http", "log", "management");

    /** Longer than the usual refresh.interval, and short enough to wait for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

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
            description = "The settings file (default: $" + Settings.CONFIG_VARIABLE + ", or " + Settings.FILE
                    + " in the data folder).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "The format of results: text (default), or json for programs.")
    private Output.Format output = Output.Format.TEXT;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "The same as --output json.")
    private boolean json;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    public GlobalOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** Where the command prints results and warnings. */
    public Output output() {
        return new Output(surroundings, json ? Output.Format.JSON : output);
    }

    /** The data folder and the settings file as arguments, for a command that runs another one. */
    public ImmutableList<String> arguments() {
        ImmutableList.Builder<String> arguments = ImmutableList.builder();
        data.ifPresent(folder -> arguments.add("--data", folder.toString()));
        config.ifPresent(file -> arguments.add("--config", file.toString()));
        return arguments.build();
    }

    boolean verbose() {
        return verbose;
    }

    /** The settings of this command. */
    public Settings settings() {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        data.ifPresent(folder -> environment.put(Settings.DATA_VARIABLE, folder.toString()));
        config.ifPresent(file -> environment.put(Settings.CONFIG_VARIABLE, file.toString()));
        return Settings.ofProcess(environment);
    }

    /** What the plug-ins say. No store is opened and no folder is created. */
    public DrmCatalogue drms() {
        return loader().drms();
    }

    /** The provider of the store, for commands on the store itself. */
    public StoreProvider store() {
        return loader().store();
    }

    private SymbolonLoader loader() {
        return SymbolonLoader.of(settings(), ImmutableList.of(), OTHER_COMPONENTS)
                .as(actor())
                .clock(surroundings.clock());
    }

    /** Who runs the command, as the audit log names them. */
    public Actor actor() {
        return Actor.commandLine(surroundings.user());
    }

    /** What whoever runs the command can do. */
    public AdministrationDesk desk(Symbolon symbolon) {
        return symbolon.administration().as(actor());
    }

    /**
     * Opens the store as it is. Nothing is created, and the schema is not changed.
     *
     * @throws CommandFailedException if there is no store, or its schema is not the one that this release needs
     * @throws StoreUnavailableException if the store does not answer
     */
    public Symbolon open() {
        try {
            return loader().open(StoreAccess.COMMAND);
        } catch (StoreUnavailableException e) {
            Optional<String> advice = advice(store().status(settings()));
            throw advice.isPresent()
                    ? CommandFailedException.refused(advice.get() + " (data folder " + dataFolder() + ")")
                    : e;
        }
    }

    /** Opens the store and the key ring as they are and links them; whichever is missing is made anew. */
    public Symbolon accept() {
        return loader().open(StoreAccess.ACCEPT);
    }

    /** The data folder, and what names it. */
    public String dataFolderAndOrigin() {
        return dataFolder() + " (" + origin(data, "--data", Settings.DATA_VARIABLE) + ")";
    }

    /** The settings file, and what names it; empty if there is none. */
    public Optional<String> settingsFileAndOrigin() {
        return settings()
                .file()
                .map(file -> file.toAbsolutePath().normalize() + " ("
                        + origin(config, "--config", Settings.CONFIG_VARIABLE) + ")");
    }

    private String origin(Optional<Path> option, String name, String variable) {
        boolean inEnvironment =
                !surroundings.environment().getOrDefault(variable, "").isEmpty();
        return option.isPresent() ? name : inEnvironment ? variable : "default";
    }

    /** As a whole path, so that a message shows a wrong one even if it was given relative to another folder. */
    private Path dataFolder() {
        return settings().dataFolder().toAbsolutePath().normalize();
    }

    /** Why this release cannot use a store as it is, and what the operator can do; empty if it can use the store. */
    public static Optional<String> advice(StoreStatus store) {
        if (store.schema() == store.knownSchema()) {
            return Optional.empty();
        }
        if (store.schema() == 0) {
            return Optional.of("there is no store at " + store.place()
                    + " yet; 'symbolon account add' or 'symbolon serve' creates it, or 'symbolon store migrate' if"
                    + " store.migrate is false");
        }
        String versions = "the store at " + store.place() + " has schema version " + store.schema()
                + ", but this release needs version " + store.knownSchema();
        return Optional.of(
                store.schema() < store.knownSchema()
                        ? versions + "; 'symbolon store migrate' updates the schema"
                        : versions + "; use the release that updated the schema, or a newer one");
    }

    /**
     * Opens the store as it is, for a command that needs the key ring.
     *
     * @throws CommandFailedException if there is no key ring; see also {@link #open}
     */
    public Symbolon openWithKeyRing() {
        Symbolon symbolon = open();
        try {
            if (symbolon.keyRing().read().isPresent()) {
                return symbolon;
            }
            throw CommandFailedException.refused("there is no key ring in the data folder " + dataFolder()
                    + " yet; 'symbolon serve' and 'symbolon account add' create it");
        } catch (RuntimeException e) {
            try (symbolon) {
                throw e;
            }
        }
    }

    /**
     * Opens the store for a command that may be the first one. It creates the store and the key ring if they are
     * missing, updates an older schema if {@code store.migrate} allows it, and says on standard error what it did.
     */
    public Symbolon setUp() {
        try {
            return openWithKeyRing();
        } catch (CommandFailedException | StoreUnavailableException e) {
            // If something is missing, it is created now. If the store does not answer, this fails again and says so.
            return create();
        }
    }

    /**
     * Waits until the services that run on this data folder have read the changes of accounts that the command made. If
     * none runs, this returns at once.
     */
    public void awaitServices(Symbolon symbolon) {
        long revision = symbolon.accounts().refresh();
        if (!new RunningServices(settings().dataFolder()).await(revision, LONGEST_WAIT)) {
            output().warn("a service that runs on this data folder has not read the change after "
                    + LONGEST_WAIT.toSeconds() + " seconds; it reads changes every refresh.interval");
        }
    }

    private Symbolon create() {
        Instant begin = surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        StoreStatus before = store().status(settings());
        Symbolon symbolon = loader().open(StoreAccess.SETUP);
        if (before.schema() == 0) {
            output().note("created the store at " + before.place());
        } else if (before.schema() < before.knownSchema()) {
            output().note("updated the schema of the store at " + before.place() + " from version " + before.schema()
                    + " to version " + before.knownSchema());
        }
        if (symbolon.keyRing().read().filter(ring -> isNew(ring, begin)).isPresent()) {
            output().note("created a key ring; include it in your backups, because nothing opens tokens, kept KEKs and"
                    + " credentials without it");
        }
        return symbolon;
    }

    /** A ring that is created has one key, which seals from the time of its creation. */
    private static boolean isNew(KeyRing ring, Instant begin) {
        return ring.keys().size() == 1 && !ring.keys().get(0).sealsFrom().isBefore(begin);
    }
}
