package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page for each command, from its own description. */
final class CommandPages {
    private static final int USAGE_WIDTH = 100;

    private final ImmutableList<CommandLine> commands;

    CommandPages(CommandLine root) {
        this.commands = below(root).collect(ImmutableList.toImmutableList());
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream()
                .distinct()
                .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
                .flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
    }

    ImmutableList<CommandLine> commands() {
        return commands;
    }

    static String source(CommandLine command) {
        return "docs/commands/" + command.getCommandSpec().qualifiedName("-").replaceFirst("^symbolon-", "") + ".md";
    }

    /** A table of all commands. */
    String list() {
        return "\n" + table("command", commands.stream().map(CommandPages::row));
    }

    Page page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        command.setUsageHelpWidth(USAGE_WIDTH);
        Stream<String> parts = Stream.of(
                "# " + spec.qualifiedName(),
                description(spec).map(CommandPages::escape).collect(Collectors.joining("\n\n")),
                "```text\n" + synopsis(spec) + "\n```",
                section(
                        "Arguments",
                        "argument",
                        spec.positionalParameters().stream()
                                .filter(argument -> !argument.hidden())
                                .map(CommandPages::row)),
                section(
                        "Options",
                        "option",
                        spec.options().stream()
                                .filter(option -> !option.hidden())
                                .map(CommandPages::row)),
                section(
                        "Commands below it",
                        "command",
                        command.getSubcommands().values().stream().distinct().map(CommandPages::row)));
        return new Page(source(command), parts.collect(Collectors.joining("\n\n")));
    }

    private static String synopsis(CommandSpec spec) {
        return new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip();
    }

    private static String section(String heading, String column, Stream<String> rows) {
        List<String> lines = rows.toList();
        return lines.isEmpty() ? "" : "## " + heading + "\n\n" + table(column, lines.stream());
    }

    private static String table(String column, Stream<String> rows) {
        return rows.collect(Collectors.joining("\n", "| " + column + " | meaning |\n|---|---|\n", "\n"));
    }

    private static String row(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        return row(spec.qualifiedName(), description(spec).limit(1));
    }

    private static String row(PositionalParamSpec argument) {
        return row(argument.paramLabel(), Arrays.stream(argument.description()));
    }

    private static String row(OptionSpec option) {
        String label = option.typeInfo().isBoolean() ? "" : " " + option.paramLabel();
        return row(String.join(", ", option.names()) + label, Arrays.stream(option.description()));
    }

    private static String row(String name, Stream<String> meaning) {
        String text = escape(meaning.map(CommandPages::formatted).collect(Collectors.joining(" ")));
        return "| `%s` | %s |".formatted(name.replace("|", "\\|"), text.replace("|", "\\|"));
    }

    private static Stream<String> description(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().description())
                .map(CommandPages::formatted)
                .filter(line -> !line.isBlank());
    }

    /** A description is a format without arguments: it writes a percent sign twice. */
    private static String formatted(String description) {
        return description.formatted();
    }

    /** Descriptions are plain text: what looks like Markdown in them is none. */
    private static String escape(String text) {
        return text.replaceAll("([\\\\`*_<\\[#])", "\\\\$1");
    }
}
