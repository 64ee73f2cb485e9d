package org.symbolon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what a release installs beside the commands, from their own descriptions: a page of the manual for each, in
 * AsciiDoc, and the scripts by which bash and zsh complete them. The release's build runs it. It is with the tests
 * because no program of the product needs it, nor picocli's generator.
 */
final class CommandDocuments {
    private CommandDocuments() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder for the pages, and the folder for the scripts
     */
    public static void main(String... arguments) throws IOException {
        CommandLine root = Main.commands();
        writePages(root, Files.createDirectories(Path.of(arguments[0])));
        writeScripts(root, Path.of(arguments[1]));
    }

    private static void writePages(CommandLine root, Path folder) throws IOException {
        int failed = ManPageGenerator.generateManPage(
                folder.toFile(), null, new boolean[0], false, commands(root).toArray(CommandSpec[]::new));
        if (failed != 0) {
            throw new IOException("the pages of the manual were not written to " + folder);
        }
    }

    /** A command, and all commands below it. */
    private static Stream<CommandSpec> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().distinct().flatMap(CommandDocuments::commands));
    }

    private static void writeScripts(CommandLine root, Path folder) throws IOException {
        String script = AutoComplete.bash(root.getCommandName(), root);
        Files.writeString(Files.createDirectories(folder.resolve("bash")).resolve("symbolon"), script + "\n");
        // zsh runs the file when the command is completed for the first time, and expects candidates already then. It
        // has no compopt, and the alias that picocli's script makes for it does not hold in the script's functions.
        Files.writeString(
                Files.createDirectories(folder.resolve("zsh")).resolve("_symbolon"),
                "#compdef symbolon\nautoload -U +X bashcompinit && bashcompinit\ncompopt() { :; }\n" + script
                        + "\n_bash_complete -o default -F _complete_symbolon\n");
    }
}
