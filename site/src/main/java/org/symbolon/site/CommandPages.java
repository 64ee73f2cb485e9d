package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
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
        return commands.stream()
                .map(command -> "| `%s` | %s |"
                        .formatted(
                                command.getCommandSpec().qualifiedName(),
                                description(command.getCommandSpec()).get(0)))
                .collect(Collectors.joining("\n", "\n| command | what it does |\n|---|---|\n", "\n"));
    }

    Page page(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder text = new StringBuilder("# " + spec.qualifiedName() + "\n\n");
        description(spec).forEach(line -> text.append(escape(line)).append("\n\n"));
        command.setUsageHelpWidth(USAGE_WIDTH);
        text.append("```text\n")
                .append(new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .synopsis(0)
                        .strip())
                .append("\n```\n\n");
        text.append(table(
                "Arguments",
                "argument",
                spec.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .map(CommandPages::row)));
        text.append(table(
                "Options",
                "option",
                spec.options().stream().filter(option -> !option.hidden()).map(CommandPages::row)));
        text.append(table(
                "Commands below it",
                "command",
                command.getSubcommands().values().stream()
                        .distinct()
                        .map(CommandLine::getCommandSpec)
                        .map(sub -> "| `%s` | %s |"
                                .formatted(sub.qualifiedName(), description(sub).get(0)))));
        return new Page(source(command), text.toString());
    }

    private static String table(String heading, String column, Stream<String> rows) {
        String lines = rows.collect(Collectors.joining("\n"));
        return lines.isEmpty() ? "" : "## %s%n%n| %s | meaning |%n|---|---|%n%s%n%n".formatted(heading, column, lines);
    }

    private static String row(PositionalParamSpec argument) {
        return "| `%s` | %s |".formatted(argument.paramLabel(), meaning(argument));
    }

    private static String row(OptionSpec option) {
        String label = option.typeInfo().isBoolean() ? "" : " " + option.paramLabel();
        return "| `%s%s` | %s |"
                .formatted(String.join(", ", option.names()), label.replace("|", "\\|"), meaning(option));
    }

    private static String meaning(ArgSpec argument) {
        return escape(Arrays.stream(argument.description())
                        .map(line -> line.formatted())
                        .collect(Collectors.joining(" ")))
                .replace("|", "\\|");
    }

    private static List<String> description(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().description())
                .map(line -> line.formatted())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Descriptions are plain text: what looks like Markdown in them is none. */
    private static String escape(String text) {
        return text.replaceAll("([\\\\`*_<\\[#])", "\\\\$1");
    }
}
