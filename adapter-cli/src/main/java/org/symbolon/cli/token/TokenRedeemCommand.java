package org.symbolon.cli.token;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.PrivateFile;
import org.symbolon.cli.record.RecordView;
import org.symbolon.core.Symbolon;
import org.symbolon.core.TokenInspection;
import org.symbolon.core.drm.License;
import org.symbolon.core.drm.MalformedFieldsException;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.redeem.LicenseEndpoint;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.SealedToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Redeems a token as the service does. */
@Command(
        name = "redeem",
        description = {
            "Redeems a token without HTTP: makes a licence from a token and the challenge of a player.",
            "",
            "The redemption is recorded, as it is by the service."
        })
final class TokenRedeemCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(
            paramLabel = "TOKEN",
            description =
                    "The token, or a licence URL that carries it; @FILE for a file that holds either, - for standard"
                            + " input.")
    private String token = "";

    @Option(
            names = "--challenge",
            paramLabel = "FILE",
            required = true,
            description = "A file that holds what the player posts; - for standard input.")
    private String challenge = "";

    @Option(names = "--out", paramLabel = "FILE", description = "A new file for the licence (default: none).")
    private Optional<String> out = Optional.empty();

    @Option(
            names = "--drm",
            paramLabel = "DRM",
            description = "The DRM of the endpoint that gets the token (default: the DRM of the token).")
    private Optional<DrmId> drm = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description =
                    "The environment of the endpoint: production or test (default: the environment of the token).")
    private Optional<Environment> environment = Optional.empty();

    TokenRedeemCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        Inputs inputs = new Inputs(global.surroundings());
        SealedToken sealed = new SealedToken(TokenView.tokenText(
                inputs.value(token.equals("-") ? "@-" : token).strip()));
        Challenge posted = Challenge.of(inputs.content(challenge));
        try (Symbolon symbolon = global.openWithKeyRing()) {
            LicenseEndpoint endpoint = endpoint(symbolon, sealed);
            TokenCommand.requireDrm(symbolon.drms(), endpoint.drm());
            print(symbolon.redeemer().redeem(endpoint, sealed, posted));
        } catch (RedemptionRefusedException e) {
            throw CommandFailedException.refused(problems(e));
        }
    }

    /** For a text that is not a token the first DRM is asked, which refuses it. */
    private LicenseEndpoint endpoint(Symbolon symbolon, SealedToken sealed) {
        Optional<TokenClaims> claims = claims(symbolon, sealed);
        return new LicenseEndpoint(
                drm.or(() -> claims.map(TokenClaims::drm))
                        .or(() -> symbolon.drms().ids().stream().findFirst())
                        .orElseThrow(() -> CommandFailedException.refused("there is no DRM")),
                environment.or(() -> claims.map(TokenClaims::environment)).orElse(Environment.PRODUCTION));
    }

    private static Optional<TokenClaims> claims(Symbolon symbolon, SealedToken sealed) {
        try {
            return symbolon.inspect(sealed).map(TokenInspection::claims);
        } catch (MalformedFieldsException e) {
            return Optional.empty();
        }
    }

    private void print(License license) {
        byte[] body = license.answer().body();
        out.ifPresent(file -> PrivateFile.write(file, body));
        global.output()
                .result(ImmutableMap.<String, Object>builder()
                        .put("size", body.length)
                        .put("mediaType", license.answer().mediaType())
                        .put("device", license.device())
                        .put("file", out)
                        .build());
    }

    private static ImmutableList<String> problems(RedemptionRefusedException refused) {
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        refused.violations().stream().map(TokenCommand::line).forEach(problems::add);
        RecordView.explanation(refused.explanation()).forEach((name, text) -> problems.add("  " + name + ": " + text));
        refused.device().forEach((name, value) -> problems.add("  device " + name + ": " + value));
        return problems.add("  reference: " + refused.reference()).build();
    }
}
