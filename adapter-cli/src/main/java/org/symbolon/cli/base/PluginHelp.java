package org.symbolon.cli.base;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.settings.SettingsException;
import org.symbolon.core.value.DrmId;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The end of a help text, made from what the plug-ins say of all DRMs or of the named one. */
public final class PluginHelp {
    private static final int NAME_WIDTH = 26;

    private PluginHelp() {}

    /** Adds a section for each DRM to the help of a command. The plug-ins are loaded only if the help is shown. */
    public static void add(
            CommandLine command, GlobalOptions global, BiFunction<DrmDescription, Help, String> section) {
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> help.footer() + sections(global, help, section));
    }

    /** If the plug-ins cannot be loaded, the section says why: the rest of the help is needed all the more. */
    private static String sections(GlobalOptions global, Help help, BiFunction<DrmDescription, Help, String> section) {
        try {
            StringBuilder text = new StringBuilder();
            chosen(global.drms(), help).forEach(drm -> text.append(section.apply(drm, help)));
            return text.toString();
        } catch (SettingsException | PluginException e) {
            return "\nThe plug-ins, which describe the rest of this help, cannot be loaded: " + e.getMessage() + "\n";
        }
    }

    private static Iterable<DrmDescription> chosen(DrmCatalogue drms, Help help) {
        Optional<DrmDescription> named = help.commandSpec().positionalParameters().stream()
                .map(PositionalParamSpec::<Object>getValue)
                .filter(DrmId.class::isInstance)
                .map(DrmId.class::cast)
                .findFirst()
                .flatMap(drms::find);
        return named.isPresent() ? List.of(named.get()) : drms.all();
    }

    /** A title with the DRM, and names with their meanings in two columns. */
    public static String table(Help help, String title, DrmDescription drm, Map<String, String> meanings) {
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Overflow.SPAN),
                new Column(help.commandSpec().usageMessage().width() - NAME_WIDTH, 0, Overflow.WRAP));
        meanings.forEach(table::addRowValues);
        return "\n" + title + " of " + drm.id() + " (" + drm.displayName() + "):\n" + table;
    }

    /** A meaning, followed by what else operators must know. */
    public static String meaning(String meaning, boolean required, boolean repeatable, boolean secret) {
        String marks = Stream.of(required ? "required" : "", repeatable ? "repeatable" : "", secret ? "secret" : "")
                .filter(mark -> !mark.isEmpty())
                .collect(Collectors.joining(", "));
        return marks.isEmpty() ? meaning : meaning + " (" + marks + ")";
    }
}
