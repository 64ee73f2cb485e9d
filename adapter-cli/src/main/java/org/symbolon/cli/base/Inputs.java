package org.symbolon.cli.base;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Reads what a command line only names: files, standard input and environment variables. Secrets are given in this way,
 * because other users of the machine can read the arguments of a process. Each run of a command has one object, because
 * standard input can be read only once.
 */
public final class Inputs {
    private static final String STANDARD_INPUT = "-";
    private static final String VARIABLE = "env:";

    /** A file name that looks like this is not repeated in a message: it may be a key. */
    private static final Pattern LIKE_A_KEY = Pattern.compile("[0-9A-Fa-f]{24,}");

    /** Characters that occur in binary files and not in text. */
    private static final CharMatcher OTHER_CONTROL =
            CharMatcher.javaIsoControl().and(CharMatcher.noneOf("\t\r\n"));

    private final Surroundings surroundings;
    private boolean inputRead;

    public Inputs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The value that an argument stands for: the content of a file for {@code @FILE}, standard input for {@code @-}, an
     * environment variable for {@code env:VARIABLE}, a text that begins with one {@code @} for {@code @@…}, and
     * otherwise the argument itself.
     */
    public String value(String argument) {
        if (argument.startsWith("@@")) {
            return argument.substring(1);
        }
        if (argument.startsWith("@")) {
            return line(argument.substring(1));
        }
        return argument.startsWith(VARIABLE) ? variable(argument.substring(VARIABLE.length())) : argument;
    }

    /** Whether an argument only names the place of its value: {@code @FILE}, {@code @-} or {@code env:VARIABLE}. */
    public static boolean isElsewhere(String argument) {
        return argument.startsWith(VARIABLE) || (argument.startsWith("@") && !argument.startsWith("@@"));
    }

    /** The value as bytes. A file and standard input may be binary; of text, one line end is removed. */
    public byte[] bytes(String argument) {
        boolean inFile = argument.startsWith("@") && !argument.startsWith("@@");
        byte[] bytes = inFile ? content(argument.substring(1)) : value(argument).getBytes(StandardCharsets.UTF_8);
        return isText(bytes) ? Arrays.copyOf(bytes, withoutLineEnd(bytes)) : bytes;
    }

    /** Binary data is left unchanged even if its last byte looks like a line end. */
    private static boolean isText(byte[] bytes) {
        try {
            return !OTHER_CONTROL.matchesAnyOf(decode(bytes));
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int withoutLineEnd(byte[] text) {
        int end = text.length > 0 && text[text.length - 1] == '\n' ? text.length - 1 : text.length;
        return end < text.length && end > 0 && text[end - 1] == '\r' ? end - 1 : end;
    }

    /** All bytes of a file, or of standard input for {@code -}. */
    public byte[] content(String file) {
        try (InputStream input = open(file)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw CommandFailedException.refused(name(file) + " cannot be read");
        }
    }

    /** The text of a file, or of standard input for {@code -}, without the line end. */
    public String line(String file) {
        String text = text(file);
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** The text of a file, or of standard input for {@code -}. */
    public String text(String file) {
        try {
            return decode(content(file));
        } catch (CharacterCodingException e) {
            throw CommandFailedException.refused(name(file) + " is not text in UTF-8");
        }
    }

    /** Opens a file, or standard input for {@code -}. */
    public InputStream open(String file) {
        try {
            return file.equals(STANDARD_INPUT) ? standardInput() : Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused(
                    LIKE_A_KEY.matcher(file).matches()
                            ? "there is no file of this name; a key must be in a file, not on the command line"
                            : "there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException.refused(name(file) + " cannot be read");
        }
    }

    /** The size in bytes of what {@link #open} reads; empty if it is not known in advance. */
    public static OptionalLong size(String file) {
        try {
            return !file.equals(STANDARD_INPUT) && Files.isRegularFile(Path.of(file))
                    ? OptionalLong.of(Files.size(Path.of(file)))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static String name(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : "the file " + file;
    }

    private InputStream standardInput() {
        if (inputRead) {
            throw CommandFailedException.usage("standard input can be read only once");
        }
        inputRead = true;
        return surroundings.input();
    }

    /** Refuses invalid bytes. Replacing them, as {@code new String} does, would change a key. */
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
