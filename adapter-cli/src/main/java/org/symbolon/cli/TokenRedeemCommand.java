package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Environment;
import org.symbolon.core.drm.Challenge;
import org.symbolon.core.drm.License;
import org.symbolon.core.redeem.RedemptionRefusedException;
import org.symbolon.core.redeem.Rights;
import org.symbolon.core.token.MalformedFieldsException;
import org.symbolon.core.token.OpenedToken;
import org.symbolon.core.token.SealedToken;
import org.symbolon.core.token.TokenClaims;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Redeems a token as the service does. */
@Command(
        name = "redeem",
        description = {
            "Redeems a token as the service does, without HTTP: a token and a player's challenge become a licence.",
            "",
            "Writes a record of it, as the service does."
        })
final class TokenRedeemCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(
            paramLabel = "TOKEN",
            description =
                    "The token, or a licence URL that carries it; @FILE for a file that holds either, - for standard input.")
    private String token = "";

    @Option(
            names = "--challenge",
            paramLabel = "FILE",
            required = true,
            description = "A file that holds what the player posts; - for standard input.")
    private String challenge = "";

    @Option(names = "--out", paramLabel = "FILE", description = "A new file for the licence (default: it is not kept).")
    private Optional<String> out = Optional.empty();

    @Option(names = "--drm", paramLabel = "DRM", description = "Where it is brought (default: the token's DRM).")
    private Optional<DrmId> drm = Optional.empty();

    @Option(
            names = "--environment",
            paramLabel = "ENVIRONMENT",
            description = "Where it is brought: production or test (default: the token's environment).")
    private Optional<Environment> environment = Optional.empty();

    TokenRedeemCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        Inputs inputs = new Inputs(global.surroundings());
        SealedToken brought = new SealedToken(TokenView.tokenText(
                inputs.value(token.equals("-") ? "@-" : token).strip()));
        Challenge posted = new Challenge(ByteSource.wrap(inputs.content(challenge)), Optional.empty());
        try (Symbolon symbolon = global.open()) {
            Rights rights = rights(symbolon, brought);
            TokenCommand.requireDrm(symbolon, rights.drm());
            print(symbolon.redeemer().redeem(rights, brought, posted));
        } catch (RedemptionRefusedException e) {
            throw CommandFailedException.refused(problems(e));
        }
    }

    /** Of what is no token, the first DRM says so. */
    private Rights rights(Symbolon symbolon, SealedToken brought) {
        Optional<TokenClaims> claims = claims(symbolon, brought);
        return new Rights(
                drm.or(() -> claims.map(TokenClaims::drm))
                        .or(() -> symbolon.drms().ids().stream().findFirst())
                        .orElseThrow(() -> CommandFailedException.refused("there is no DRM")),
                environment.or(() -> claims.map(TokenClaims::environment)).orElse(Environment.PRODUCTION));
    }

    private static Optional<TokenClaims> claims(Symbolon symbolon, SealedToken brought) {
        try {
            return symbolon.sealer().open(brought).map(OpenedToken::claims);
        } catch (MalformedFieldsException e) {
            return Optional.empty();
        }
    }

    private void print(License license) {
        byte[] body = read(license);
        out.ifPresent(file -> PrivateFile.write(file, body));
        global.output()
                .result(ImmutableMap.of(
                        "size",
                        body.length,
                        "mediaType",
                        license.mediaType(),
                        "device",
                        license.device(),
                        "file",
                        out));
    }

    private static byte[] read(License license) {
        try {
            return license.body().read();
        } catch (IOException e) {
            throw new UncheckedIOException("the licence cannot be read", e);
        }
    }

    private static ImmutableList<String> problems(RedemptionRefusedException refused) {
        ImmutableList.Builder<String> problems = ImmutableList.builder();
        refused.violations().stream().map(TokenCommand::line).forEach(problems::add);
        RecordView.explanation(refused.explanation()).forEach((name, text) -> problems.add("  " + name + ": " + text));
        refused.device().forEach((name, value) -> problems.add("  device " + name + ": " + value));
        return problems.add("  reference: " + refused.reference()).build();
    }
}
