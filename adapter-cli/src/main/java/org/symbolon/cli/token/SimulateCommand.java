package org.symbolon.cli.token;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.core.Symbolon;
import org.symbolon.core.drm.TokenClaims;
import org.symbolon.core.drm.credential.Credential;
import org.symbolon.core.drm.credential.InvalidCredentialException;
import org.symbolon.core.drm.simulation.DeviceSimulator;
import org.symbolon.core.drm.simulation.DeviceSimulator.Exchange;
import org.symbolon.core.drm.simulation.DeviceSimulator.Opened;
import org.symbolon.core.value.Challenge;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a licence as a device does. */
@Command(
        name = "simulate",
        description = {
            "Simulates a device: gets a licence over HTTP, opens it, and shows its content without the keys.",
            "",
            "If the token has several keys, the device asks for each key that it has not got yet, as players do whose"
                    + " licences hold one key.",
            "",
            "The account of the token needs a credential that the simulated device can use: 'symbolon credential set"
                    + " DRM ACCOUNT --simulator' creates one for tests."
        })
public final class SimulateCommand implements Runnable {
    private final GlobalOptions global;

    @Parameters(
            paramLabel = "URL",
            description = "The licence URL, as 'token issue' prints it; @FILE for a file that holds it, - for standard"
                    + " input.")
    private String url = "";

    @Option(
            names = "--credential",
            paramLabel = "NAME",
            description = "The credential that the simulated device uses (default: the first that it can use).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--kid",
            paramLabel = "KID",
            description = "The only key that the device asks for, of several: 32 hexadecimal digits, or '^' and a text"
                    + " (default: all keys of the token).")
    private Optional<KeyId> kid = Optional.empty();

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "The form in which the challenge is posted; each DRM has its own forms (default: its first one).")
    private Optional<String> form = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for an answer (default: PT10S).")
    private Duration timeout = Duration.ofSeconds(10);

    public SimulateCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        String text = new Inputs(global.surroundings())
                .value(url.equals("-") ? "@-" : url)
                .strip();
        URI place = LicenseCall.place(text);
        try (Symbolon symbolon = global.openWithKeyRing()) {
            TokenClaims claims = TokenView.open(symbolon, text).claims();
            ImmutableList<TokenClaims.Key> asked = asked(claims);
            Set<ContentKey> received = new LinkedHashSet<>();
            Map<String, String> facts = new LinkedHashMap<>();
            for (TokenClaims.Key key : asked) {
                if (!received.contains(key.contentKey())) {
                    Opened opened = exchange(begin(symbolon, claims, key), new LicenseCall(place, timeout));
                    received.addAll(opened.keys());
                    facts.putAll(opened.facts());
                }
            }
            print(claims, asked, received, facts);
        }
    }

    private ImmutableList<TokenClaims.Key> asked(TokenClaims claims) {
        if (kid.isEmpty()) {
            return claims.keys();
        }
        return claims.keys().stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .map(ImmutableList::of)
                .orElseThrow(() -> CommandFailedException.refused("the token has no key " + kid.get()));
    }

    private static Opened exchange(Exchange exchange, LicenseCall call) {
        Challenge challenge = exchange.challenge();
        return open(exchange, call.post(challenge.bytes(), challenge.mediaType().orElse("application/octet-stream")));
    }

    private Exchange begin(Symbolon symbolon, TokenClaims claims, TokenClaims.Key key) {
        DeviceSimulator simulator = symbolon.simulator(claims.drm())
                .orElseThrow(() ->
                        CommandFailedException.refused("the plug-in for " + claims.drm() + " simulates no device"));
        String chosen = form.orElse(simulator.forms().get(0));
        if (!simulator.forms().contains(chosen)) {
            throw CommandFailedException.usage("--form must be one of " + String.join(", ", simulator.forms()));
        }
        ImmutableList<Credential> candidates = symbolon.credentials().serving(claims.account(), claims.drm()).stream()
                .filter(candidate -> name.isEmpty() || name.get().equals(candidate.name()))
                .collect(ImmutableList.toImmutableList());
        Optional<InvalidCredentialException> last = Optional.empty();
        for (Credential candidate : candidates) {
            try {
                return key.kid()
                        .map(asked -> simulator.begin(candidate, chosen, asked))
                        .orElseGet(() -> simulator.begin(candidate, chosen));
            } catch (InvalidCredentialException e) {
                last = Optional.of(e);
            }
        }
        throw CommandFailedException.refused(last.map(InvalidCredentialException::getMessage)
                .orElse("account " + claims.account() + " has no such credential; 'symbolon credential set "
                        + claims.drm() + " " + claims.account() + " --simulator' creates one for tests"));
    }

    private static Opened open(Exchange exchange, byte[] answer) {
        try {
            return exchange.open(answer);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused("the answer is not a licence for this challenge: " + e.getMessage());
        }
    }

    private void print(
            TokenClaims claims,
            ImmutableList<TokenClaims.Key> asked,
            Set<ContentKey> received,
            Map<String, String> facts) {
        boolean onlyTheTokens = contentKeys(claims.keys()).containsAll(received);
        boolean all = received.containsAll(contentKeys(asked));
        global.output()
                .result(ImmutableMap.<String, Object>builder()
                        .put("opened", true)
                        .put("token", claims.id().toString())
                        .put("account", claims.account().value())
                        .put("keys", received.size())
                        .put("hasContentKey", !received.isEmpty())
                        .put("contentKeyIsTheTokens", onlyTheTokens && all)
                        .put("facts", facts)
                        .build());
        if (!onlyTheTokens || !all) {
            throw CommandFailedException.refused(
                    asked.size() == 1
                            ? "the licence does not hold a content key of the token"
                            : "the licences do not hold all content keys of the token, or hold others");
        }
    }

    private static ImmutableSet<ContentKey> contentKeys(Collection<TokenClaims.Key> keys) {
        return keys.stream().map(TokenClaims.Key::contentKey).collect(ImmutableSet.toImmutableSet());
    }
}
