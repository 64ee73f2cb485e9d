package org.symbolon.core.settings;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The settings of one process: the values of the file, overridden by those of the environment, which are overridden by
 * those of the command line. Values are read by their {@link SettingKey}; {@link #check} finds every key that no
 * component declared.
 */
public final class Settings {
    /** The file in the data folder. */
    public static final String FILE = "symbolon.properties";

    /** The variable that names the data folder. */
    public static final String DATA_VARIABLE = "SYMBOLON_DATA";

    /** The variable that names the settings file. */
    public static final String CONFIG_VARIABLE = "SYMBOLON_CONFIG";

    /** Variables that are not settings: those above, and those of the launcher. */
    private static final ImmutableSet<String> OTHER_VARIABLES =
            ImmutableSet.of(DATA_VARIABLE, CONFIG_VARIABLE, "SYMBOLON_JAVA", "SYMBOLON_JAVA_OPTIONS");

    private static final String PREFIX = "SYMBOLON_";

    private final Path dataFolder;
    private final SettingsFile file;
    private final ImmutableMap<String, String> environment;
    private final ImmutableMap<String, String> options;

    /** What was read from a file; without a path and values if there was none. */
    private record SettingsFile(Optional<Path> path, ImmutableMap<String, String> values) {
        static final SettingsFile NONE = new SettingsFile(Optional.empty(), ImmutableMap.of());
    }

    private Settings(Path dataFolder, SettingsFile file, Map<String, String> environment, Map<String, String> options) {
        this.dataFolder = dataFolder;
        this.file = file;
        ImmutableSet<String> ofKubernetes = KubernetesVariables.in(environment);
        this.environment = ImmutableMap.copyOf(
                Maps.filterKeys(environment, name -> isSetting(name) && !ofKubernetes.contains(name)));
        this.options = ImmutableMap.copyOf(options);
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith(PREFIX) && !OTHER_VARIABLES.contains(variable);
    }

    /** The defaults, in a data folder. */
    public static Settings inFolder(Path dataFolder) {
        return new Settings(dataFolder, SettingsFile.NONE, ImmutableMap.of(), ImmutableMap.of());
    }

    /**
     * Reads the settings of a process. The environment says from where: the data folder is {@link #DATA_VARIABLE} or
     * {@code data}, the file {@link #CONFIG_VARIABLE} or, if there is one, {@link #FILE} in the data folder. An adapter
     * that has options for them puts the options into the environment.
     *
     * @throws SettingsException if the file cannot be read, or a variable is not a path
     */
    public static Settings ofProcess(Map<String, String> environment) {
        Path folder = path(environment, DATA_VARIABLE).orElse(Path.of("data"));
        return read(folder, path(environment, CONFIG_VARIABLE), environment);
    }

    private static Optional<Path> path(Map<String, String> environment, String variable) {
        try {
            return Optional.ofNullable(environment.get(variable))
                    .filter(value -> !value.isEmpty())
                    .map(Path::of);
        } catch (InvalidPathException e) {
            throw new SettingsException(variable + " is no path", e);
        }
    }

    /**
     * Reads the settings of a process.
     *
     * @param dataFolder the folder for everything that the process stores
     * @param file the file to read; if it is not given, {@link #FILE} in the data folder, if there is one
     * @param environment the process's environment
     * @throws SettingsException if the file cannot be read
     */
    public static Settings read(Path dataFolder, Optional<Path> file, Map<String, String> environment) {
        Path usual = dataFolder.resolve(FILE);
        Optional<Path> present = file.or(() -> Files.exists(usual) ? Optional.of(usual) : Optional.empty());
        return new Settings(
                dataFolder, present.map(Settings::load).orElse(SettingsFile.NONE), environment, ImmutableMap.of());
    }

    private static SettingsFile load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("the settings in " + file + " cannot be read", e);
        }
        return new SettingsFile(Optional.of(file), Maps.fromProperties(properties));
    }

    /** The same settings with one more given on the command line. */
    public Settings with(SettingKey<?> key, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(key.name(), value);
        return new Settings(dataFolder, file, environment, more);
    }

    /** The folder for everything that the process stores. Relative paths in settings are relative to it. */
    public Path dataFolder() {
        return dataFolder;
    }

    /** The file that was read; empty if there was none. */
    public Optional<Path> file() {
        return file.path();
    }

    /**
     * The value of a setting.
     *
     * @throws SettingsException if its text is not valid
     */
    public <T> T get(SettingKey<T> key) {
        Given given = given(key);
        try {
            return key.parser().apply(given.text());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(key.name() + " (" + given.origin().text() + ") " + e.getMessage(), e);
        }
    }

    /** The text of a setting, and who gave it. The text may be a secret, or not valid. */
    public Given given(SettingKey<?> key) {
        return given(options, key.name(), new Origin("command line", Optional.empty()))
                .or(() -> given(environment, key.variable(), new Origin(key.variable(), Optional.empty())))
                .or(() -> given(file.values(), key.name(), new Origin("settings file", file.path())))
                .orElseGet(() -> new Given(key.defaultText(), Origin.DEFAULT));
    }

    /** The text of a setting, in the syntax of the settings file, and who gave it. */
    public record Given(String text, Origin origin) {}

    /**
     * Who gave a setting.
     *
     * @param text the command line, an environment variable's name, the settings file, or the default
     * @param file the settings file, if that is where it stands
     */
    public record Origin(String text, Optional<Path> file) {
        private static final Origin DEFAULT = new Origin("default", Optional.empty());

        /** Whether nobody gave the setting. */
        public boolean isDefault() {
            return equals(DEFAULT);
        }
    }

    private static Optional<Given> given(Map<String, String> values, String name, Origin origin) {
        return Optional.ofNullable(values.get(name)).map(text -> new Given(text.strip(), origin));
    }

    /**
     * Refuses keys that no component declared, and values that are not valid.
     *
     * @param keys every key that is declared in this process
     * @param elsewhere components (the part of a key before the first dot) that belong to another process with the same
     * file
     * @throws SettingsException naming the first such key
     */
    public void check(Collection<SettingKey<?>> keys, ImmutableSet<String> elsewhere) {
        problems(keys, elsewhere).stream().findFirst().ifPresent(problem -> {
            throw problem;
        });
    }

    /**
     * All that {@link #check} refuses: first the keys that no component declared, then the values that are not valid.
     */
    public ImmutableList<SettingsException> problems(Collection<SettingKey<?>> keys, ImmutableSet<String> elsewhere) {
        ImmutableList.Builder<SettingsException> problems = ImmutableList.builder();
        Set<String> names = keys.stream().map(SettingKey::name).collect(ImmutableSet.toImmutableSet());
        file.values().keySet().stream()
                .filter(name -> !names.contains(name)
                        && elsewhere.stream().noneMatch(component -> name.startsWith(component + ".")))
                .forEach(name -> problems.add(new SettingsException(name + " (settings file) is no setting")));
        Set<String> variables = keys.stream().map(SettingKey::variable).collect(ImmutableSet.toImmutableSet());
        environment.keySet().stream()
                .filter(variable -> !variables.contains(variable)
                        && elsewhere.stream()
                                .noneMatch(component -> variable.startsWith(SettingKey.variable(component) + "_")))
                .forEach(name -> problems.add(new SettingsException(name + " (environment) is no setting")));
        keys.forEach(key -> problem(key).ifPresent(problems::add));
        return problems.build();
    }

    private Optional<SettingsException> problem(SettingKey<?> key) {
        try {
            get(key);
            return Optional.empty();
        } catch (SettingsException e) {
            return Optional.of(e);
        }
    }
}
