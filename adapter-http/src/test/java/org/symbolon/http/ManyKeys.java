package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.symbolon.core.account.Environment;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.key.InMemoryKeys;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyScope;
import org.symbolon.core.key.KeyStorage;
import org.symbolon.core.key.StoredKey;
import org.symbolon.core.key.WrappedKey;

/** A key storage that can be filled, counts what it is asked, and stops answering when it is told to. */
final class ManyKeys {
    static final String FAILURE = "the test's store does not answer";

    private final InMemoryKeys keys = new InMemoryKeys();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);

    KeyStorage storage() {
        return BrokenKeys.throwing(
                () -> new StoreUnavailableException(FAILURE), keys, () -> asked.getAndIncrement() >= most.get());
    }

    /** Stores keys for the account of all tests, whose ids are 0, 1, 2 and so on. */
    void fill(int count) {
        WrappedKey ek = WrappedKey.parse(TestService.EK).value();
        StoredKey.Builder key = StoredKey.builder().ek(ek).lastUpdate(Instant.EPOCH);
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
