package org.symbolon.http.keystore;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;
import org.symbolon.http.FakeStores;
import org.symbolon.http.TestService;

/** A key storage that can be filled, counts what it is asked, and stops answering when it is told to. */
final class ManyKeys {
    static final String FAILURE = "the test's store does not answer";

    private final KeyStorage keys = new InMemoryStores().keys();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);

    KeyStorage storage() {
        return FakeStores.before(KeyStorage.class, keys, () -> {
            if (asked.getAndIncrement() >= most.get()) {
                throw new StoreUnavailableException(FAILURE);
            }
        });
    }

    /** Stores keys for the account of all tests, whose ids are 0, 1, 2 and so on. */
    void fill(int count) {
        fill(count, StoredKey.builder());
    }

    /** The same, with a text that each key has. */
    void fill(int count, String info) {
        fill(count, StoredKey.builder().info(info));
    }

    private void fill(int count, StoredKey.Builder key) {
        key.ek(WrappedKey.parse(TestService.EK).value()).lastUpdate(Instant.EPOCH);
        keys.putAll(
                new KeyScope(TestService.ACCOUNT, Environment.PRODUCTION, Instant.now()),
                LongStream.range(0, count)
                        .<StoredKey>mapToObj(i -> key.kid(new KeyId(0, i)).build())
                        .collect(ImmutableList.toImmutableList()));
    }

    /** Answers so many calls more. */
    void failAfter(int calls) {
        most.set(asked.get() + calls);
    }

    /** How often it was asked. */
    int asked() {
        return asked.get();
    }
}
