package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.PluginException;
import org.symbolon.core.drm.credential.CredentialKind;
import org.symbolon.core.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.PicocliException;

/**
 * Other names of the commands for credentials and simulated devices. They begin with the display name of a DRM in lower
 * case: {@code symbolon <display name> <command name> set …} means {@code symbolon credential set <DRM> …}, and {@code
 * symbolon <display name> simulate …} means {@code symbolon simulate …}. The plug-ins define both names, so this class
 * knows no DRM.
 */
final class DrmAliases {
    private static final String CREDENTIAL = "credential";
    private static final String SIMULATE = "simulate";

    private final GlobalOptions global;
    private final CommandLine options;

    DrmAliases(GlobalOptions global) {
        this.global = global;
        this.options = new CommandLine(global)
                .setUnmatchedArgumentsAllowed(true)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /**
     * The arguments that are neither global options nor their values: the names of commands, and what follows them. An
     * option for help ends them, because the help is that of the command before it, which lists all its subcommands.
     */
    ImmutableList<String> words(String... arguments) {
        List<String> all = Stream.of(arguments)
                .takeWhile(argument -> !argument.equals("--help") && !argument.equals("-h"))
                .toList();
        ImmutableList.Builder<String> words = ImmutableList.builder();
        for (int next = nextWord(all, 0); next < all.size(); next = nextWord(all, next + 1)) {
            words.add(all.get(next));
        }
        return words.build();
    }

    /**
     * Replaces other names by the usual ones.
     *
     * @param commands the names of commands; the plug-ins are loaded only if the first word is none of them
     */
    String[] expand(ImmutableSet<String> commands, String... arguments) {
        List<String> words = List.of(arguments);
        int first = nextWord(words, 0);
        if (first == words.size() || commands.contains(words.get(first))) {
            return arguments;
        }
        try {
            options.parseArgs(arguments);
            return global.drms().all().stream()
                    .filter(drm -> drm.displayName().toLowerCase(Locale.ROOT).equals(words.get(first)))
                    .findFirst()
                    .flatMap(drm -> expand(words, first, drm))
                    .map(expanded -> expanded.toArray(String[]::new))
                    .orElse(arguments);
        } catch (PicocliException | SettingsException | PluginException e) {
            // The unchanged command line is parsed next, and that reports what is wrong.
            return arguments;
        }
    }

    /** The position of the next argument that is no global option and no value of one, or the end. */
    private int nextWord(List<String> arguments, int start) {
        int position = start;
        while (position < arguments.size() && arguments.get(position).startsWith("-")) {
            position += takesNextArgument(arguments.get(position)) ? 2 : 1;
        }
        return Math.min(position, arguments.size());
    }

    private boolean takesNextArgument(String argument) {
        OptionSpec option = options.getCommandSpec().findOption(argument);
        return option != null && option.arity().max() > 0;
    }

    private Optional<List<String>> expand(List<String> arguments, int first, DrmDescription drm) {
        List<String> expanded = new ArrayList<>(arguments.subList(0, first));
        List<String> rest = arguments.subList(first + 1, arguments.size());
        int second = nextWord(rest, 0);
        String verb = second == rest.size() ? "" : rest.get(second);
        if (verb.equals(SIMULATE)) {
            expanded.addAll(rest);
            return Optional.of(expanded);
        }
        boolean credential = drm.credentialKind()
                .map(CredentialKind::commandName)
                .filter(name -> name.equals(verb) || verb.isEmpty())
                .isPresent();
        if (!credential) {
            return Optional.empty();
        }
        expanded.add(CREDENTIAL);
        List<String> more = new ArrayList<>(rest);
        if (!verb.isEmpty()) {
            more.remove(second);
            int action = nextWord(more, 0);
            if (action < more.size()) {
                more.add(action + 1, drm.id().value());
            }
        }
        expanded.addAll(more);
        return Optional.of(expanded);
    }
}
