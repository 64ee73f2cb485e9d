package org.symbolon.site;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a player shows when a licence fails: a line of the command line's {@code player-errors.txt}.
 *
 * @param number empty for a player that shows names only
 * @param name empty where the error has none
 * @param here what to look at in this service, with the error codes that are behind it
 */
record PlayerError(String player, String number, String name, String meaning, String here) {
    private static final Splitter CELLS = Splitter.on('|').trimResults().limit(5);
    /** The code of a token that is not redeemed. An error of a player that names it stands for any refused licence. */
    private static final String ANY_REFUSAL = "-4010";

    static ImmutableList<PlayerError> all() {
        try {
            return Resources.readLines(
                            Resources.getResource("org/symbolon/cli/player-errors.txt"), StandardCharsets.UTF_8)
                    .stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(CELLS::splitToList)
                    .map(PlayerError::of)
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlayerError of(List<String> cells) {
        return new PlayerError(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    boolean mentions(int code) {
        return here.contains(Integer.toString(code));
    }

    boolean standsForAnyRefusal() {
        return here.contains(ANY_REFUSAL);
    }

    String row() {
        return "| %s | %s | %s | %s |".formatted(player, number, name, meaning);
    }
}
