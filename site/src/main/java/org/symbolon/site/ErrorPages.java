package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.parameter.Parameter;

/** A page for each error code, from the catalogue and from what players show. */
final class ErrorPages {
    private static final Pattern REDEMPTION = Pattern.compile("(?ms)^## Redemption$(.*?)^## ");

    private final DrmCatalogue drms;
    private final ImmutableList<PlayerError> players = PlayerError.all();
    private final String redemption;

    /**
     * Prepares the pages.
     *
     * @param httpInterface the document whose section on redemption names the codes that players are answered
     */
    ErrorPages(DrmCatalogue drms, Page httpInterface) {
        this.drms = drms;
        Matcher section = REDEMPTION.matcher(httpInterface.text());
        if (!section.find()) {
            throw new IllegalArgumentException(httpInterface.source() + " has no section on redemption");
        }
        this.redemption = section.group(1);
    }

    static String source(ErrorCode code) {
        return "docs/errors/" + -code.number() + ".md";
    }

    Page page(ErrorCode code) {
        String text = Stream.of(heading(code), answer(code), cause(code), rules(code), remedy(code), players(code))
                .collect(Collectors.joining("\n"));
        return new Page(source(code), text);
    }

    private static String heading(ErrorCode code) {
        return "# %d: %s%n".formatted(code.number(), code.message());
    }

    private String answer(ErrorCode code) {
        return """
                | | |
                |---|---|
                | Message | `[%d] %s%s` |
                | Status | %d: %s |
                | Answered for | %s |
                """.formatted(
                        code.number(),
                        code.message(),
                        code.description().takesDetails() ? ": the value that was sent" : "",
                        code.kind().status(),
                        who(code.kind()),
                        owners(code));
    }

    private static String who(ErrorKind kind) {
        return switch (kind) {
            case CALLER -> "the request has to change";
            case AUTHENTICATION -> "the caller is not known, not active, or not allowed";
            case INTERNAL -> "this service failed";
            case UPSTREAM -> "another service, which this one calls, refused or failed";
            case UNAVAILABLE -> "a store does not answer; the same request may succeed later";
        };
    }

    private String owners(ErrorCode code) {
        String owners = drms.all().stream()
                .filter(drm -> drm.errorCodes().contains(code))
                .map(DrmDescription::displayName)
                .collect(Collectors.joining(", "));
        return owners.isEmpty() ? "every DRM" : owners;
    }

    private static String cause(ErrorCode code) {
        return "## The cause\n\n" + code.description().raised() + "\n";
    }

    /** The parameters that are refused with the code, since their descriptions are the rules. */
    private String rules(ErrorCode code) {
        String rows = drms.all().stream()
                .flatMap(drm -> drm.parameters().stream()
                        .filter(parameter -> parameter.codes().contains(code))
                        .map(parameter -> rule(drm, parameter)))
                .collect(Collectors.joining());
        return rows.isEmpty() ? "" : "## The rule\n\n| parameter | of | what it must be |\n|---|---|---|\n" + rows;
    }

    private static String rule(DrmDescription drm, Parameter<?> parameter) {
        return "| `%s` | [%s](../http-api.md#%s) | %s%s |%n"
                .formatted(
                        parameter.name(),
                        drm.displayName(),
                        Markdown.slug("Parameters of a " + drm.displayName() + " token"),
                        parameter.meaning().replace("|", "\\|"),
                        parameter.required() ? "; required" : "");
    }

    private static String remedy(ErrorCode code) {
        return """
                ## What to do

                %s

                The answer's `rule` says what should have come, and its header `Error-Reference` has a reference for
                [`symbolon explain`](../operations/records.md).
                """.formatted(code.description().remedy());
    }

    private String players(ErrorCode code) {
        List<PlayerError> shown =
                players.stream().filter(error -> error.mentions(code.number())).toList();
        boolean isAnsweredToPlayers = !shown.isEmpty() || redemption.contains(Integer.toString(code.number()));
        if (!isAnsweredToPlayers) {
            return """
                    ## What players show

                    Nothing: the code answers a request for a token, so the storefront gets it, and no player.
                    """;
        }
        Stream<PlayerError> rows =
                shown.isEmpty() ? players.stream().filter(PlayerError::standsForAnyRefusal) : shown.stream();
        return """
                ## What players show

                | player | number | name | what the player means |
                |---|---|---|---|
                %s

                [What all players show](../errors.md#what-players-show) has what to look at for each of these.
                """.formatted(rows.map(PlayerError::row).collect(Collectors.joining("\n")));
    }
}
