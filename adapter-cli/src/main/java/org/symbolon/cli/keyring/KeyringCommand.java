package org.symbolon.cli.keyring;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.issue.TokenIssuer;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and changes the key ring. The keys themselves are never shown. */
@Command(
        name = "keyring",
        addMethodSubcommands = false,
        description = "Shows and changes the key ring, which seals tokens, kept KEKs and credentials.")
public record KeyringCommand(GlobalOptions global) {
    private static final Duration SOON = Duration.ofMinutes(1);

    @Command(
            description = {
                "Lists the keys of the ring without showing the keys themselves. The primary key seals, a waiting key"
                        + " will seal later, and an old key only opens. A key is spent when all tokens that it sealed"
                        + " have ended."
            })
    void list() {
        try (Symbolon symbolon = global.openWithKeyRing()) {
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
                "spent", ring.isSpent(key, now, TokenIssuer.MAX_LIFETIME));
    }

    private static String state(KeyRing ring, RingKey key, Instant now) {
        if (key.equals(ring.primary(now))) {
            return "primary";
        }
        return key.sealsFrom().isAfter(now) ? "waiting" : "old";
    }

    @Command(
            description = {
                "Adds a key to the ring, which becomes the primary key later.",
                "",
                "A node opens tokens with the new key as soon as it has read the ring. No node seals with it earlier"
                        + " than --seals-in says, so that every node can open every token."
            })
    void rotate(
            @Option(
                            names = "--seals-in",
                            paramLabel = "DURATION",
                            defaultValue = "PT10M",
                            description = "The time until it begins to seal, such as PT10M (default) or PT1H.")
                    Duration sealsIn) {
        RingKey key = RingKey.random(global.surroundings().random(), now().plus(sealsIn));
        try (Symbolon symbolon = global.openWithKeyRing()) {
            symbolon.keyRing().change(ring -> ring.orElseThrow().with(key));
        }
        global.output()
                .result(ImmutableMap.of(
                        "id", key.id().toString(), "sealsFrom", key.sealsFrom().toString()));
        if (sealsIn.compareTo(SOON) < 0) {
            global.output()
                    .warn("a node that has not read the ring by then cannot open tokens that are sealed with the new"
                            + " key");
        }
        global.output()
                .note("every node opens tokens with the key as soon as it has read the ring, and seals with it from "
                        + key.sealsFrom());
    }

    @Command(
            description = {
                "Removes a key from the ring. Tokens that were sealed under it cannot be opened any more.",
                "",
                "The primary key cannot be removed. Without --force, a waiting key and a key that is not spent are"
                        + " kept too. Before the key is removed, KEKs of accounts ('account kek') and credentials that"
                        + " are sealed under it are sealed again under the primary key."
            })
    void retire(
            @Parameters(paramLabel = "KEYID", description = "The id of the key, as 'keyring list' shows it.")
                    RingKeyId id,
            @Option(names = "--force", description = "Remove the key even if tokens are lost.") boolean force) {
        try (Symbolon symbolon = global.openWithKeyRing()) {
            // This refuses before anything is changed; the change itself checks again.
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
        return count == 0 ? "" : "; " + what + " that were sealed again: " + count;
    }

    /** The ring without the key. Refuses if the rules of this command do not allow it. */
    private KeyRing without(KeyRing ring, RingKeyId id, boolean force) {
        RingKey key = ring.find(id)
                .orElseThrow(() -> CommandFailedException.refused("there is no key " + id + " in the ring"));
        Instant now = now();
        switch (state(ring, key, now)) {
            case "primary" ->
                throw CommandFailedException.refused(
                        "key " + id + " is the primary key; rotate the ring, and retire the key when it is spent");
            case "waiting" -> refuseUnless(force, "key " + id + " is waiting to seal; --force gives up this rotation");
            default ->
                refuseUnless(
                        force || ring.isSpent(key, now, TokenIssuer.MAX_LIFETIME),
                        "key " + id + " is not spent: tokens that it sealed are valid until " + lastEnd(ring, key)
                                + "; with --force they cannot be redeemed any more");
        }
        return ring.without(id);
    }

    private static String lastEnd(KeyRing ring, RingKey key) {
        return ring.sealsUntil(key)
                .orElse(key.sealsFrom())
                .plus(TokenIssuer.MAX_LIFETIME)
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
