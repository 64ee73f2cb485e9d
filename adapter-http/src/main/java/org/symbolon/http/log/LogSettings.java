package org.symbolon.http.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;

/** The settings of the log, and how they come into force. */
public final class LogSettings {
    /** Where {@link EventEncoder} finds the format. */
    static final String FORMAT_PROPERTY = "symbolon.log.format";

    /** How events are written. */
    public enum Format {
        TEXT,
        JSON
    }

    public static final SettingKey<Format> FORMAT = SettingKey.of(
            "log.format",
            "text",
            "How events are written to standard error: text, or json for one object a line; a request is a line of JSON"
                    + " on standard output in either case",
            LogSettings::parseFormat);

    public static final SettingKey<ImmutableList<LoggerLevel>> LEVELS = SettingKey.list(
            "log.levels",
            "",
            "Levels of loggers, between commas, such as org.symbolon=DEBUG, root=WARN or symbolon.requests=OFF",
            LogSettings::parseLevel);

    /** From which level on a logger writes. */
    public record LoggerLevel(String logger, String level) {}

    private LogSettings() {}

    public static ImmutableList<SettingKey<?>> all() {
        return ImmutableList.of(FORMAT, LEVELS);
    }

    private static Format parseFormat(String text) {
        return Arrays.stream(Format.values())
                .filter(format -> text.equals(Ascii.toLowerCase(format.name())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be text or json"));
    }

    private static LoggerLevel parseLevel(String text) {
        if (!text.matches("[A-Za-z0-9_.$]+=(OFF|ERROR|WARN|INFO|DEBUG|TRACE)")) {
            throw new IllegalArgumentException(
                    "must be loggers with OFF, ERROR, WARN, INFO, DEBUG or TRACE, such as org.symbolon=DEBUG");
        }
        int sign = text.indexOf('=');
        return new LoggerLevel(text.substring(0, sign), text.substring(sign + 1));
    }

    /** Has the process log as its environment says, until its settings are read. */
    public static void applyEnvironment(Map<String, String> environment) {
        if ("json".equals(environment.get(FORMAT.variable()))) {
            System.setProperty(FORMAT_PROPERTY, Format.JSON.name());
        }
    }

    /** Has the process log as its settings say. */
    public static void apply(Settings settings) {
        System.setProperty(FORMAT_PROPERTY, settings.get(FORMAT).name());
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            settings.get(LEVELS)
                    .forEach(wanted -> context.getLogger(wanted.logger()).setLevel(Level.valueOf(wanted.level())));
        }
    }

    /** Whether events are JSON, and with them everything else that the process writes to standard error. */
    public static boolean isJson() {
        return Format.JSON.name().equals(System.getProperty(FORMAT_PROPERTY));
    }
}
