package org.symbolon.cli.base;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Builds commands with their subcommands. Picocli reads the annotations of each command that is built, which takes most
 * of the time of a short command. So only the subcommand that the command line names is built. If it names none, all
 * are built, for the help and for suggestions.
 */
public final class Commands {
    /** What picocli takes for the name of a command whose annotation has none. */
    private static final String NO_NAME = "<main class>";

    /** Makes a subcommand of the words that follow its name. */
    public interface Source extends Function<ImmutableList<String>, CommandLine> {

        /** A subcommand that has none itself. */
        static Source of(Function<GlobalOptions, Object> command, GlobalOptions global) {
            return words -> new CommandLine(command.apply(global));
        }
    }

    private Commands() {}

    /**
     * Builds a command with subcommands, which are its annotated methods and other classes.
     *
     * @param command its annotation has {@code addMethodSubcommands = false}, or picocli would build all methods
     * @param classes the subcommands that are not methods, by name
     * @param words what the command line has after the name of the command, without global options
     */
    public static CommandLine group(Object command, ImmutableMap<String, Source> classes, ImmutableList<String> words) {
        CommandLine group = new CommandLine(command);
        List<Method> methods = CommandLine.getCommandMethods(command.getClass(), null);
        String name = words.isEmpty() ? "" : words.get(0);
        Optional<Method> named =
                methods.stream().filter(method -> names(method).contains(name)).findFirst();
        if (named.isPresent()) {
            return group.addSubcommand(new CommandLine(named.get()));
        }
        if (classes.containsKey(name)) {
            return group.addSubcommand(classes.get(name).apply(words.subList(1, words.size())));
        }
        methods.forEach(method -> group.addSubcommand(new CommandLine(method)));
        classes.values().forEach(source -> group.addSubcommand(source.apply(ImmutableList.of())));
        return group;
    }

    /** The name of a command that is a method, and its other names. */
    public static ImmutableList<String> names(Method method) {
        Command command = method.getAnnotation(Command.class);
        String name = command.name().equals(NO_NAME) ? method.getName() : command.name();
        return ImmutableList.<String>builder().add(name).add(command.aliases()).build();
    }
}
