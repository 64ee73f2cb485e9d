package org.symbolon.cli.keyring;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.RingKeyState;
import org.symbolon.core.administration.RingRetirement;
import org.symbolon.core.store.administration.Expected;
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
            global.output()
                    .result(global.desk(symbolon).keyRing().list().value().stream()
                            .map(KeyringCommand::model)
                            .collect(ImmutableList.toImmutableList()));
        }
    }

    private static ImmutableMap<String, Object> model(RingKeyState key) {
        return ImmutableMap.of(
                "id", key.id().toString(),
                "state", key.state(),
                "sealsFrom", key.sealsFrom().toString(),
                "until", key.until().map(Instant::toString),
                "spent", key.spent());
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
        RingKeyState key;
        try (Symbolon symbolon = global.openWithKeyRing()) {
            key = global.desk(symbolon).keyRing().rotate(sealsIn, Expected.ANY);
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
            RingRetirement retirement = global.desk(symbolon).keyRing().retire(id, force, Expected.ANY);
            int moved = retirement.keks();
            int movedCredentials = retirement.credentials();
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
}
