package org.symbolon.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.cli.base.LanguageOption;
import org.symbolon.core.language.Wording;

/** What players show when a licence fails, by number and by name, from the one file {@code player-errors.txt}. */
final class PlayerErrors {
    private static final Splitter CELLS = Splitter.on('|').trimResults().limit(5);
    private static final long UNSIGNED = 1L << 32;

    private PlayerErrors() {}

    /**
     * An error of one player.
     *
     * @param number the number that the player shows; empty for a player that shows names only
     * @param name its name; empty where it has none
     * @param meaning what the player means by it
     * @param here what to look at in this service
     */
    record PlayerError(String player, Optional<Long> number, String name, String meaning, String here) {

        /** Whether players print the number so: signed, as 32 bits without a sign, or negative without its minus. */
        private boolean isPrintedAs(long given) {
            return number.filter(own -> own == given || (own < 0 && (own == -given || own + UNSIGNED == given)))
                    .isPresent();
        }

        private String text(Wording wording) {
            return Splitter.on(' ')
                            .omitEmptyStrings()
                            .splitToStream(
                                    player + ": " + number.map(own -> own + " ").orElse("") + name)
                            .collect(Collectors.joining(" "))
                    + "\n  " + CatalogueView.label("means:", wording) + wording.text(meaning)
                    + "\n  " + CatalogueView.label("here:", wording) + wording.text(here);
        }

        private ImmutableMap<String, Object> model(Wording wording) {
            return LanguageOption.in(
                    wording,
                    ImmutableMap.of(
                            "player", player, "number", number, "name", name, "meaning", meaning, "here", here));
        }
    }

    static ImmutableList<PlayerError> byNumber(long number) {
        return all().stream().filter(error -> error.isPrintedAs(number)).collect(ImmutableList.toImmutableList());
    }

    static ImmutableList<PlayerError> byName(String name) {
        return all().stream()
                .filter(error -> !name.isEmpty() && error.name().equalsIgnoreCase(name))
                .collect(ImmutableList.toImmutableList());
    }

    static ImmutableList<PlayerError> all() {
        try {
            return Resources.readLines(
                            Resources.getResource(PlayerErrors.class, "player-errors.txt"), StandardCharsets.UTF_8)
                    .stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(PlayerErrors::parse)
                    .collect(ImmutableList.toImmutableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlayerError parse(String line) {
        List<String> cells = CELLS.splitToList(line);
        Optional<Long> number =
                Optional.of(cells.get(1)).filter(text -> !text.isEmpty()).map(Long::valueOf);
        return new PlayerError(cells.get(0), number, cells.get(2), cells.get(3), cells.get(4));
    }

    static ImmutableList<ImmutableMap<String, Object>> models(List<PlayerError> errors, Wording wording) {
        return errors.stream().map(error -> error.model(wording)).collect(ImmutableList.toImmutableList());
    }

    /** A paragraph for each error. */
    static String text(List<PlayerError> errors, Wording wording) {
        return errors.stream().map(error -> error.text(wording)).collect(Collectors.joining("\n\n"));
    }
}
