package org.symbolon.cli.key;

import com.google.common.collect.ImmutableList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Converters;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.KekOption;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores one key. */
@Command(
        name = "put",
        description = {
            "Adds a key, or replaces the key with the same id. Shows what is stored, without the key itself.",
            "",
            "A key in the clear is wrapped under --kek, or without it under the KEK that is kept for the account."
        })
final class KeyPutCommand implements Runnable {
    private final GlobalOptions global;

    @Mixin
    private final KeyOwner owner = new KeyOwner();

    @Mixin
    private final KekOption kekOption = new KekOption();

    @Parameters(paramLabel = "KID", description = KeyCommand.KID_MEANING)
    private String kid = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "A file that holds the key in the clear, 32 hexadecimal digits; - for standard input.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--ek",
            paramLabel = "FILE",
            description = "A file that holds the key wrapped (RFC 3394), 48 hexadecimal digits; - for standard input.")
    private Optional<String> ek = Optional.empty();

    @Option(names = "--random", description = "Make a random key, which is not shown.")
    private boolean random;

    @Option(
            names = "--kek-id",
            paramLabel = "TEXT",
            description = "The name of the KEK (default: a name made from its hash, if the KEK is known).")
    private Optional<String> kekId = Optional.empty();

    @Option(
            names = "--info",
            paramLabel = "TEXT",
            description = "Any text (default: the name of the key, if its id is given as ^ and a string).")
    private Optional<String> info = Optional.empty();

    @Option(names = "--content-id", paramLabel = "TEXT", description = "The content for which the key is used.")
    private Optional<String> contentId = Optional.empty();

    @Option(
            names = "--expiration",
            paramLabel = "TIME",
            description = "The end of the key's use, such as 2030-12-31T23:59:59Z (default: none).")
    private Optional<String> expiration = Optional.empty();

    KeyPutCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        if (Stream.of(key.isPresent(), ek.isPresent(), random)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw CommandFailedException.usage("exactly one of --key, --ek and --random is needed");
        }
        KeyId id = Converters.keyId(kid).orElseThrow(() -> CommandFailedException.usage("KID " + Converters.KEY_ID));
        refuseIfPast();
        Inputs inputs = new Inputs(global.surroundings());
        Optional<KeyEncryptionKey> kek = kekOption.read(inputs);
        KeyFields fields = KeyFields.of(given(inputs));
        try (Symbolon symbolon = global.open()) {
            KeyCaller caller = kek.map(given -> owner.reader(symbolon, given)).orElseGet(() -> owner.writer(symbolon));
            KeyImport.requireKek(caller, fields).ifPresent(rule -> {
                throw CommandFailedException.refused(rule);
            });
            symbolon.keys().putAll(caller, ImmutableList.of(fields));
            global.output()
                    .result(KeyView.withoutKey(symbolon.keys()
                            .get(owner.reader(symbolon), ImmutableList.of(id))
                            .get(0)));
        }
    }

    /** An expired key cannot be shown after it was stored, so it is refused before. */
    private void refuseIfPast() {
        expiration
                .map(text ->
                        KeyRefusedException.requireValid(KeyField.EXPIRATION.wireName(), KeyExpiration.parse(text)))
                .filter(end ->
                        !end.instant().isAfter(global.surroundings().clock().instant()))
                .ifPresent(end -> {
                    throw CommandFailedException.refused("expiration is in the past");
                });
    }

    private Map<KeyField, Optional<String>> given(Inputs inputs) {
        Map<KeyField, Optional<String>> given = new EnumMap<>(KeyField.class);
        given.put(KeyField.KID, Optional.of(kid));
        given.put(KeyField.K, random ? Optional.of(randomKey()) : key.map(inputs::line));
        given.put(KeyField.EK, ek.map(inputs::line));
        info.ifPresent(text -> given.put(KeyField.INFO, info));
        given.put(KeyField.CONTENT_ID, contentId);
        given.put(KeyField.EXPIRATION, expiration);
        kekId.ifPresent(text -> given.put(KeyField.KEK_ID, kekId));
        KeyRecords.keepName(given);
        return given;
    }

    private String randomKey() {
        byte[] bytes = new byte[ContentKey.BYTES];
        global.surroundings().random().nextBytes(bytes);
        return Hex.encode(bytes);
    }
}
