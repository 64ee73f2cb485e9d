package org.symbolon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.drm.DrmRegistry;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.settings.SettingsException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The end of the help for {@code token issue}: the parameters as the plug-ins describe them, of one DRM where it is named. */
final class ParameterHelp {
    private static final int NAME_WIDTH = 26;
    private static final int MEANING_WIDTH = 74;

    private final GlobalOptions global;

    ParameterHelp(GlobalOptions global) {
        this.global = global;
    }

    String render(Help help) {
        Optional<DrmId> named = help.commandSpec().positionalParameters().stream()
                .map(PositionalParamSpec::<Object>getValue)
                .filter(DrmId.class::isInstance)
                .map(DrmId.class::cast)
                .findFirst();
        return help.footer() + orWhyNot(() -> parameters(named, help));
    }

    /** What the plug-ins say, or why they do not: help is wanted most where something does not work yet. */
    static String orWhyNot(Supplier<String> described) {
        try {
            return described.get();
        } catch (SettingsException | PluginException | StoreUnavailableException | CommandFailedException e) {
            return "\nThe plug-ins, which describe the parameters, cannot be loaded: " + e.getMessage() + "\n";
        }
    }

    private String parameters(Optional<DrmId> named, Help help) {
        StringBuilder text = new StringBuilder();
        chosen(global.drms(), named).forEach(drm -> text.append(parameters(drm, help)));
        return text.toString();
    }

    private static Iterable<Drm> chosen(DrmRegistry drms, Optional<DrmId> named) {
        Optional<Drm> one = named.flatMap(drms::find);
        return one.isPresent() ? List.of(one.get()) : drms.all();
    }

    private static String parameters(Drm drm, Help help) {
        TextTable table = table(help);
        drm.parameters().forEach(parameter -> table.addRowValues(parameter.name(), meaning(parameter)));
        return "\nParameters of " + drm.id() + " (" + drm.plugin().displayName() + "):\n" + table;
    }

    /** Names and their meanings. */
    static TextTable table(Help help) {
        return TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Overflow.SPAN),
                new Column(MEANING_WIDTH, 0, Overflow.WRAP));
    }

    private static String meaning(Parameter<?> parameter) {
        return marked(parameter.meaning(), parameter.required(), parameter.repeatable(), parameter.secret());
    }

    /** A meaning, with what else is to know. */
    static String marked(String meaning, boolean required, boolean repeatable, boolean secret) {
        List<String> marks = new ArrayList<>();
        if (required) {
            marks.add("required");
        }
        if (repeatable) {
            marks.add("repeatable");
        }
        if (secret) {
            marks.add("secret");
        }
        return marks.isEmpty() ? meaning : meaning + " (" + String.join(", ", marks) + ")";
    }
}
