package org.symbolon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Texts that a command line only names: files, standard input, environment variables. Secrets come in this way, since everybody on the
 * machine can see the arguments of a process. One for each run of a command, as standard input can be read once.
 */
final class Inputs {
    private static final String STANDARD_INPUT = "-";
    private static final String VARIABLE = "env:";

    private final Surroundings surroundings;
    private boolean inputRead;

    Inputs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The value that an argument stands for: {@code @FILE}, {@code @-}, {@code env:VARIABLE}, {@code @@} and a text that begins with one {@code @}, or itself. */
    String value(String argument) {
        if (argument.startsWith("@@")) {
            return argument.substring(1);
        }
        if (argument.startsWith("@")) {
            return line(argument.substring(1));
        }
        return argument.startsWith(VARIABLE) ? variable(argument.substring(VARIABLE.length())) : argument;
    }

    /** The content of a file, or of standard input for {@code -}, without its line end. */
    String line(String file) {
        String text = text(file);
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** The content of a file, or of standard input for {@code -}. */
    String text(String file) {
        try {
            return decode(file.equals(STANDARD_INPUT) ? standardInput() : Files.readAllBytes(Path.of(file)));
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused("there is no file " + file);
        } catch (CharacterCodingException e) {
            throw CommandFailedException.refused(name(file) + " is not text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException.refused(name(file) + " cannot be read");
        }
    }

    private static String name(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : "the file " + file;
    }

    private byte[] standardInput() throws IOException {
        if (inputRead) {
            throw CommandFailedException.usage("standard input can be read once only");
        }
        inputRead = true;
        try (InputStream input = surroundings.input()) {
            return input.readAllBytes();
        }
    }

    /** Strict, unlike {@code new String}: a key with a character replaced would be another key. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private String variable(String name) {
        return Optional.ofNullable(surroundings.environment().get(name))
                .orElseThrow(() -> CommandFailedException.refused("there is no environment variable " + name));
    }
}
