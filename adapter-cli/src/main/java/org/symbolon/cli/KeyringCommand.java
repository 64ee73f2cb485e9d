package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.core.Symbolon;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.token.KeyRing;
import org.symbolon.core.token.RingKey;
import org.symbolon.core.token.RingKeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes the key ring; its keys themselves are never shown. */
@Command(name = "keyring", description = "Shows and changes the keys that tokens are sealed under.")
final class KeyringCommand {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final GlobalOptions global;

    KeyringCommand(GlobalOptions global) {
        this.global = global;
    }

    @Command(
            description = {
                "Lists the keys of the ring, but never shows them: the primary one seals, those that wait will seal,"
                        + " and old ones only open. Of a spent key no token is alive any more."
            })
    void list() {
        try (Symbolon symbolon = global.open()) {
            KeyRing ring = symbolon.keyRing().read().orElseThrow();
            Instant now = now();
            global.output()
                    .result(ring.keys().stream()
                            .map(key -> model(ring, key, now))
                            .collect(ImmutableList.toImmutableList()));
        }
    }

    private static ImmutableMap<String, Object> model(KeyRing ring, RingKey key, Instant now) {
        return ImmutableMap.of(
                "id", key.id().toString(),
                "state", state(ring, key, now),
                "sealsFrom", key.sealsFrom().toString(),
                "until", ring.sealsUntil(key).map(Instant::toString),
                "spent", ring.isSpent(key, now, TokenIssuer.LONGEST_LIFE));
    }

    private static String state(KeyRing ring, RingKey key, Instant now) {
        if (key.equals(ring.primary(now))) {
            return "primary";
        }
        return key.sealsFrom().isAfter(now) ? "waiting" : "old";
    }

    @Command(
            description = {
                "Adds a key to the ring, which will be the primary one.",
                "",
                "Every node opens tokens with it as soon as it has read the ring, and none seals with it before its"
                        + " time has come: so no node meets a token that it cannot open."
            })
    void rotate(
            @Option(
                            names = "--seals-in",
                            paramLabel = "DURATION",
                            defaultValue = "PT10M",
                            description = "When it begins to seal, from now, as PT10M (default) or PT1H.")
                    Duration sealsIn) {
        RingKey key = RingKey.random(global.surroundings().random(), now().plus(sealsIn));
        try (Symbolon symbolon = global.open()) {
            symbolon.keyRing().change(ring -> ring.orElseThrow().with(key));
        }
        global.output()
                .result(ImmutableMap.of(
                        "id", key.id().toString(), "sealsFrom", key.sealsFrom().toString()));
        if (sealsIn.compareTo(SOON) < 0) {
            global.output().warn("a node that has not read the ring by then cannot open the new key's tokens");
        }
        global.output().note("every node opens tokens with the key from now on, and seals with it from its time on");
    }

    @Command(
            description = {
                "Takes a key out of the ring: no token that was sealed under it can be opened any more.",
                "",
                "Refused for the primary key always; and, unless forced, for a key that waits, and for one that is not"
                        + " spent, whose tokens may still be alive. KEKs of accounts ('account kek') and credentials that are"
                        + " sealed under it are moved to the primary key first."
            })
    void retire(
            @Parameters(paramLabel = "KEYID", description = "The key's id, as 'keyring list' shows it.") RingKeyId id,
            @Option(names = "--force", description = "Retire it although tokens may be lost.") boolean force) {
        try (Symbolon symbolon = global.open()) {
            // Refused before anything is changed, if it has to be.
            without(symbolon.keyRing().read().orElseThrow(), id, force);
            int moved = symbolon.managedKeks().moveFrom(id, symbolon.accounts());
            int movedCredentials = symbolon.credentials().moveFrom(id);
            symbolon.keyRing().change(ring -> without(ring.orElseThrow(), id, force));
            global.output()
                    .result(
                            ImmutableMap.of(
                                    "retired", id.toString(), "movedKeks", moved, "movedCredentials", movedCredentials),
                            "key " + id + " is retired"
                                    + moved("KEKs of accounts", moved)
                                    + moved("credentials", movedCredentials));
        }
    }

    private static String moved(String what, int count) {
        return count == 0 ? "" : "; " + what + " moved from it: " + count;
    }

    /** Decided within the change, on the ring as it then is. */
    private KeyRing without(KeyRing ring, RingKeyId id, boolean force) {
        RingKey key = ring.find(id)
                .orElseThrow(() -> CommandFailedException.refused("there is no key " + id + " in the ring"));
        Instant now = now();
        switch (state(ring, key, now)) {
            case "primary" ->
                throw CommandFailedException.refused(
                        "key " + id + " is the primary one; rotate, and retire it once it is spent");
            case "waiting" ->
                refuseUnless(force, "key " + id + " has not sealed yet, but will; --force gives up that rotation");
            default ->
                refuseUnless(
                        force || ring.isSpent(key, now, TokenIssuer.LONGEST_LIFE),
                        "key " + id + " is not spent: tokens sealed under it are alive until " + lastEnd(ring, key)
                                + "; --force ends them now");
        }
        return ring.without(id);
    }

    private static String lastEnd(KeyRing ring, RingKey key) {
        return ring.sealsUntil(key)
                .orElse(key.sealsFrom())
                .plus(TokenIssuer.LONGEST_LIFE)
                .toString();
    }

    private static void refuseUnless(boolean allowed, String problem) {
        if (!allowed) {
            throw CommandFailedException.refused(problem);
        }
    }

    private Instant now() {
        return global.surroundings().clock().instant();
    }
}
