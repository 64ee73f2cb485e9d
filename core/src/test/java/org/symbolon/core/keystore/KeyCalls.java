package org.symbolon.core.keystore;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * A key storage service in memory. Requests are written as {@code kid=^a&k=KEY&info}: words in capitals stand for the
 * texts that tests share, and a field without a value is one of which the caller says that there is none.
 */
final class KeyCalls {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AccountId ACCOUNT = new AccountId(201_722);

    /** The vector of RFC 3394 section 4.1, another content key, and another KEK. */
    private static final ImmutableMap<String, String> WORDS = ImmutableMap.of(
            "KEY", "00112233445566778899aabbccddeeff",
            "KEY2", "ffeeddccbbaa99887766554433221100",
            "KEK", "000102030405060708090a0b0c0d0e0f",
            "OTHERKEK", "ff0102030405060708090a0b0c0d0e0f",
            "EK", "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5",
            "ID", "#1.afe008a381bdac03b412a92d54b92ddf");

    final KeyStorage storage = new InMemoryStores().keys();
    Instant now = NOW;
    final KeyService service = new KeyService(storage, new SecureRandom(), () -> now.plusNanos(456_789));

    static String word(String word) {
        return WORDS.getOrDefault(word, word);
    }

    static KeyEncryptionKey kek(String word) {
        return KeyEncryptionKey.parse128(word(word)).value();
    }

    static ContentKey key(String word) {
        return ContentKey.parse(word(word)).value();
    }

    static WrappedKey ek(String word) {
        return WrappedKey.parse(word(word)).value();
    }

    static KeyId kid(String string) {
        return KeyId.ofString(string);
    }

    /** Who brings a KEK, and for whom one is kept; an empty word stands for none. */
    static KeyCaller caller(String kek, String managedKek) {
        return new KeyCaller(ACCOUNT, Environment.PRODUCTION, optionalKek(kek), optionalKek(managedKek));
    }

    static KeyCaller caller(String kek) {
        return caller(kek, "");
    }

    private static Optional<KeyEncryptionKey> optionalKek(String word) {
        return Optional.of(word).filter(given -> !given.isEmpty()).map(KeyCalls::kek);
    }

    static KeyFields fields(String request) {
        Map<KeyField, Optional<String>> fields = new EnumMap<>(KeyField.class);
        for (String field : Splitter.on('&').omitEmptyStrings().split(request)) {
            List<String> parts = Splitter.on('=').limit(2).splitToList(field);
            Optional<String> value = parts.stream().skip(1).findFirst().map(KeyCalls::word);
            fields.put(KeyField.find(parts.get(0)).orElseThrow(), value);
        }
        return KeyFields.of(fields);
    }

    /** What is stored under an id, whoever asks. */
    Optional<StoredKey> stored(String kid) {
        return stored(kid(kid));
    }

    Optional<StoredKey> stored(KeyId kid) {
        KeyScope scope = new KeyScope(ACCOUNT, Environment.PRODUCTION, NOW);
        return Optional.ofNullable(storage.get(scope, Set.of(kid)).get(kid));
    }

    /** {@code created} or {@code there}, or the error and the first word of its message. */
    String create(String request, KeyCaller caller) {
        return outcome(() -> service.create(caller, fields(request)).created() ? "created" : "there");
    }

    static String outcome(Supplier<String> call) {
        try {
            return call.get();
        } catch (KeyRefusedException e) {
            return e.error() + " " + e.getMessage().split(" ", 2)[0];
        }
    }
}
