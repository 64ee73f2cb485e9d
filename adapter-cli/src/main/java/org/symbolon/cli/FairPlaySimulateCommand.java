package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.credential.Credential;
import org.symbolon.core.drm.DeviceSimulator;
import org.symbolon.core.drm.DeviceSimulator.Exchange;
import org.symbolon.core.drm.DeviceSimulator.Opened;
import org.symbolon.core.drm.InvalidCredentialException;
import org.symbolon.core.key.ContentKey;
import org.symbolon.core.token.TokenClaims;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a licence as a device would. */
@Command(
        name = "simulate",
        description = {
            "Gets a FairPlay licence over HTTP as a device would, opens it, and says what is in it, but for its key.",
            "",
            "The token's account needs a credential to simulate with: 'fairplay credentials set ACCOUNT --simulator'."
        })
final class FairPlaySimulateCommand implements Runnable {
    private final GlobalOptions global;
    private final DrmId drm;

    @Parameters(
            paramLabel = "URL",
            description =
                    "The licence URL, as 'token issue' prints it; @FILE for a file that holds it, - for standard input.")
    private String url = "";

    @Option(
            names = "--credential",
            paramLabel = "NAME",
            description = "The account's credential to simulate with (default: the first that serves).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description = "What the challenge is posted as: raw bytes (default), form or json.")
    private LicenseForm form = LicenseForm.RAW;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for the answer (default: PT10S).")
    private Duration timeout = Duration.ofSeconds(10);

    FairPlaySimulateCommand(GlobalOptions global, DrmId drm) {
        this.global = global;
        this.drm = drm;
    }

    @Override
    public void run() {
        String text = new Inputs(global.surroundings())
                .value(url.equals("-") ? "@-" : url)
                .strip();
        URI place = LicenseCall.place(text);
        try (Symbolon symbolon = global.open()) {
            TokenClaims claims = TokenView.open(symbolon.sealer(), text).claims();
            Exchange exchange = begin(symbolon, claims.account());
            byte[] answer = new LicenseCall(place, timeout).post(form.body(exchange.challenge()), form.mediaType());
            print(open(exchange, answer), claims);
        }
    }

    private Exchange begin(Symbolon symbolon, AccountId account) {
        DeviceSimulator simulator = new CredentialWork(global, drm, "credential").simulator(symbolon);
        ImmutableList<Credential> candidates = symbolon.credentials().serving(account, drm).stream()
                .filter(candidate ->
                        name.isEmpty() || name.get().equals(candidate.id().name()))
                .collect(ImmutableList.toImmutableList());
        Optional<InvalidCredentialException> last = Optional.empty();
        for (Credential candidate : candidates) {
            try {
                return simulator.begin(candidate);
            } catch (InvalidCredentialException e) {
                last = Optional.of(e);
            }
        }
        throw CommandFailedException.refused(last.map(InvalidCredentialException::getMessage)
                .orElse("account " + account + " has no such credential; 'fairplay credentials set " + account
                        + " --simulator' makes one to try things out"));
    }

    private Opened open(Exchange exchange, byte[] answer) {
        try {
            return exchange.open(form.license(answer));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused("the answer is no licence for this challenge: " + e.getMessage());
        }
    }

    private void print(Opened opened, TokenClaims claims) {
        Optional<ContentKey> key = opened.contentKey();
        boolean same = key.filter(claims.contentKey()::equals).isPresent();
        global.output()
                .result(ImmutableMap.of(
                        "opened", true,
                        "token", claims.id().toString(),
                        "account", claims.account().value(),
                        "hasContentKey", key.isPresent(),
                        "contentKeyIsTheTokens", same,
                        "facts", opened.facts()));
        if (!same) {
            throw CommandFailedException.refused("the licence does not hold the content key of the token");
        }
    }
}
