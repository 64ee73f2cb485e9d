package org.symbolon.cli;

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
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.parameter.Parsed;

/**
 * Texts that a command line only names: files, standard input, environment variables. Secrets come in this way, since everybody on the
 * machine can see the arguments of a process. One for each run of a command, as standard input can be read once.
 */
final class Inputs {
    private static final String STANDARD_INPUT = "-";
    private static final String VARIABLE = "env:";

    /** What is not repeated where a file was meant. */
    private static final Pattern LIKE_A_KEY = Pattern.compile("[0-9A-Fa-f]{24,}");

    /** What text does not have. */
    private static final CharMatcher OTHER_CONTROL =
            CharMatcher.javaIsoControl().and(CharMatcher.noneOf("\t\r\n"));

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

    /** Whether an argument only says where its value is: {@code @FILE}, {@code @-} or {@code env:VARIABLE}. */
    static boolean isElsewhere(String argument) {
        return argument.startsWith(VARIABLE) || (argument.startsWith("@") && !argument.startsWith("@@"));
    }

    /** The same as bytes, which a file or standard input may have any of; of what is text, one line end is stripped. */
    byte[] bytes(String argument) {
        boolean inFile = argument.startsWith("@") && !argument.startsWith("@@");
        byte[] bytes = inFile ? content(argument.substring(1)) : value(argument).getBytes(StandardCharsets.UTF_8);
        return isText(bytes) ? Arrays.copyOf(bytes, withoutLineEnd(bytes)) : bytes;
    }

    /** Bytes that merely end like a line, as those of a key may, are left alone. */
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
    byte[] content(String file) {
        try (InputStream input = open(file)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw CommandFailedException.refused(name(file) + " cannot be read");
        }
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
            return decode(content(file));
        } catch (CharacterCodingException e) {
            throw CommandFailedException.refused(name(file) + " is not text in UTF-8");
        }
    }

    /** The bytes of a file, or of standard input for {@code -}. */
    InputStream open(String file) {
        try {
            return file.equals(STANDARD_INPUT) ? standardInput() : Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw CommandFailedException.refused(
                    LIKE_A_KEY.matcher(file).matches()
                            ? "there is no file of this name; a key itself belongs into a file, not on the command line"
                            : "there is no file " + file);
        } catch (IOException | InvalidPathException e) {
            throw CommandFailedException.refused(name(file) + " cannot be read");
        }
    }

    /** How many bytes {@link #open} will give, where that can be known. */
    static OptionalLong size(String file) {
        try {
            return !file.equals(STANDARD_INPUT) && Files.isRegularFile(Path.of(file))
                    ? OptionalLong.of(Files.size(Path.of(file)))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The key encryption key in a file, of the one size that the key storage wraps under. */
    KeyEncryptionKey kek(String file) {
        Parsed<KeyEncryptionKey> kek = KeyEncryptionKey.parse128(line(file));
        if (!kek.isValid()) {
            throw CommandFailedException.refused("the KEK " + kek.rule());
        }
        return kek.value();
    }

    private static String name(String file) {
        return file.equals(STANDARD_INPUT) ? "standard input" : "the file " + file;
    }

    private InputStream standardInput() {
        if (inputRead) {
            throw CommandFailedException.usage("standard input can be read once only");
        }
        inputRead = true;
        return surroundings.input();
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
