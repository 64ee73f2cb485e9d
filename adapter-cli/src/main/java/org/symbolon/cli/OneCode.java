package org.symbolon.cli;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.cli.PlayerErrors.PlayerError;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Output;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Wording;

/**
 * What one number or name can be: a code of the catalogue, and errors of players, whose numbers overlap with each other
 * and with ours.
 *
 * @param own the code of the catalogue
 * @param ofPlayers the errors of players
 */
record OneCode(Optional<ErrorCode> own, ImmutableList<PlayerError> ofPlayers) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,10}");
    /** Codes of the catalogue have fewer digits. */
    private static final long MAX_OWN = 999_999;

    /**
     * Reads what was given on the command line.
     *
     * @throws CommandFailedException if there is nothing of that number, or the text is neither a number nor a name
     */
    static OneCode read(String code, DrmCatalogue drms) {
        if (!NUMBER.matcher(code).matches()) {
            ImmutableList<PlayerError> named = PlayerErrors.byName(code);
            if (named.isEmpty()) {
                throw CommandFailedException.usage("CODE must be a number such as -2005, or the name of an error that"
                        + " a player shows, such as keySystemNoKeys");
            }
            return new OneCode(Optional.empty(), named);
        }
        long number = Long.parseLong(code);
        // Codes are negative. The minus sign may be left out, because it looks like an option.
        Optional<ErrorCode> own = Optional.of(-Math.abs(number))
                .filter(negative -> -negative <= MAX_OWN)
                .flatMap(negative -> drms.errorCode(negative.intValue()));
        ImmutableList<PlayerError> ofPlayers = PlayerErrors.byNumber(number);
        if (own.isEmpty() && ofPlayers.isEmpty()) {
            throw CommandFailedException.refused("there is no error code " + -Math.abs(number));
        }
        return new OneCode(own, ofPlayers);
    }

    void print(Output output, Wording wording) {
        List<String> parts = new ArrayList<>();
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        if (own.isPresent()) {
            parts.add(CatalogueView.text(ImmutableList.of(own.get()), wording));
            model.putAll(CatalogueView.error(own.get(), wording));
        }
        if (!ofPlayers.isEmpty()) {
            parts.add(PlayerErrors.text(ofPlayers, wording));
            model.put("players", PlayerErrors.models(ofPlayers, wording));
        }
        output.result(model.buildOrThrow(), Joiner.on("\n\n").join(parts));
    }
}
