package org.symbolon.core.settings;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

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
        this.environment = ImmutableMap.copyOf(Maps.filterKeys(environment, Settings::isSetting));
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
        Optional<Given> given = given(key);
        try {
            return key.parser().apply(given.map(Given::text).orElse(key.defaultText()));
        } catch (IllegalArgumentException e) {
            String origin = given.map(Given::origin).orElse("default");
            throw new SettingsException(key.name() + " (" + origin + ") " + e.getMessage(), e);
        }
    }

    /** Whether somebody chose the value of a setting, be it the default. */
    public boolean gives(SettingKey<?> key) {
        return given(key).isPresent();
    }

    private record Given(String text, String origin) {}

    private Optional<Given> given(SettingKey<?> key) {
        return given(options, key.name(), "command line")
                .or(() -> given(environment, key.variable(), key.variable()))
                .or(() -> given(file.values(), key.name(), "settings file"));
    }

    private static Optional<Given> given(Map<String, String> values, String name, String origin) {
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
        List<String> names = keys.stream().map(SettingKey::name).toList();
        List<String> variables = keys.stream().map(SettingKey::variable).toList();
        for (String name : file.values().keySet()) {
            boolean foreign = elsewhere.stream().anyMatch(component -> name.startsWith(component + "."));
            if (!names.contains(name) && !foreign) {
                throw new SettingsException(name + " (settings file) is no setting");
            }
        }
        for (String variable : environment.keySet()) {
            boolean foreign =
                    elsewhere.stream().anyMatch(component -> variable.startsWith(SettingKey.variable(component) + "_"));
            if (!variables.contains(variable) && !foreign) {
                throw new SettingsException(variable + " (environment) is no setting");
            }
        }
        keys.forEach(this::get);
    }
}
