package org.symbolon.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.OptionalInt;

/** The terminal that standard error goes to, if it goes to one. */
@FunctionalInterface
interface Terminal {

    /** How many columns it has; empty where there is none. */
    OptionalInt width();

    /** That of this process. Java knows of standard input and output alone, so {@code stty} is asked, as POSIX has it. */
    static OptionalInt widthOfStandardError() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "exec stty size <&2 2>/dev/null")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
            return size.matches("[0-9]{1,5} [0-9]{1,5}")
                    ? OptionalInt.of(Integer.parseInt(size.substring(size.indexOf(' ') + 1)))
                    : OptionalInt.empty();
        } catch (IOException noSuchCommandHere) {
            return OptionalInt.empty();
        }
    }
}
