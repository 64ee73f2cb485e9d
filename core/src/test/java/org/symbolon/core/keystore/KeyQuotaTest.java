package org.symbolon.core.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.symbolon.core.keystore.KeyCalls.NOW;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;

/** How many keys an account may store, and how seldom they are counted. */
final class KeyQuotaTest {
    private static final int MOST = 100;

    private final AtomicInteger counts = new AtomicInteger();
    private final KeyStorage storage = counting(new InMemoryStores().keys());
    private boolean countFails;
    private Instant now = NOW;
    private final KeyService service = service();

    private KeyService service() {
        return new KeyService(storage, MOST, new SecureRandom(), () -> now);
    }

    /** A storage that says how often keys were counted, in both environments each time. */
    private KeyStorage counting(KeyStorage keys) {
        return (KeyStorage) Proxy.newProxyInstance(
                KeyStorage.class.getClassLoader(), new Class<?>[] {KeyStorage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("count")) {
                        counts.incrementAndGet();
                        if (countFails) {
                            throw new StoreUnavailableException("the test's store counts too slowly");
                        }
                    }
                    return method.invoke(keys, arguments);
                });
    }

    private static KeyCaller caller(long account, Environment environment) {
        return new KeyCaller(new AccountId(account), environment, Optional.of(KeyCalls.kek("KEK")), Optional.empty());
    }

    private static final KeyCaller CALLER = caller(7, Environment.PRODUCTION);

    private static KeyFields named(int number) {
        return KeyCalls.fields("kid=^" + number + "&k=KEY");
    }

    private static KeyFields random() {
        return KeyCalls.fields("");
    }

    private static void fill(KeyService into, int keys) {
        for (int i = 0; i < keys; i++) {
            into.create(CALLER, named(i));
        }
    }

    private void assertFull(KeyService full) {
        KeyRefusedException refused = assertThrows(KeyRefusedException.class, () -> full.create(CALLER, random()));
        assertEquals(KeyError.TOO_MANY_KEYS, refused.error());
        assertEquals(
                "the account has no room for another key: it may store 100 (setting keys.max)", refused.getMessage());
    }

    @Test
    void lastKeyThatFits_isStored_andTheNextRefused() {
        fill(service, MOST - 1);
        service.create(caller(7, Environment.TEST), random());

        assertFull(service);
        assertEquals(
                KeyCalls.kid("5"),
                service.create(CALLER, named(5)).key().stored().kid());
        assertEquals(MOST - 1, service.count(CALLER));
        service.create(caller(8, Environment.PRODUCTION), random());
    }

    @Test
    void removedKey_leavesRoomForAnother() {
        fill(service, MOST);
        service.remove(CALLER, KeyCalls.kid("0"));
        service.create(CALLER, random());
        assertFull(service);
    }

    @Test
    void anyNumberOfCalls_countOnceInTenSeconds() {
        fill(service, MOST);
        for (int i = 0; i < 1_000; i++) {
            assertFull(service);
            service.create(CALLER, named(1));
            service.remove(CALLER, KeyCalls.kid("1"));
            service.create(CALLER, named(1));
        }
        assertEquals(2, counts.get());

        now = now.plus(KeyQuota.PAUSE).plusMillis(1);
        assertFull(service);
        assertFull(service);
        assertEquals(4, counts.get());
    }

    @Test
    void keysOfAnotherNode_areCountedInTime() {
        fill(service, 1);
        KeyService other = service();
        for (int i = 0; i < MOST - 1; i++) {
            other.create(CALLER, random());
        }
        now = now.plus(KeyQuota.PAUSE).plusMillis(1);
        assertThrows(
                KeyRefusedException.class,
                () -> IntStream.range(0, MOST / 2).forEach(i -> service.create(CALLER, random())));
        assertEquals(MOST + 24, service.count(CALLER), "a quarter, less the first key, before it counts again");
    }

    @Test
    void putAll_isRefusedWhole_unlessItReplaces() {
        ImmutableList<KeyFields> all =
                IntStream.range(0, MOST).mapToObj(KeyQuotaTest::named).collect(ImmutableList.toImmutableList());
        service.putAll(CALLER, all.subList(0, 99));
        assertThrows(KeyRefusedException.class, () -> service.putAll(CALLER, ImmutableList.of(named(200), named(201))));
        assertEquals(99, service.count(CALLER));

        service.putAll(CALLER, all);
        service.putAll(CALLER, all);
        assertEquals(MOST, service.count(CALLER));
        assertFull(service);
    }

    @Test
    void storageThatCannotCountInTime_refusesOnlyWhatOneProcessAddsBeyond() {
        fill(service(), 50);
        countFails = true;
        KeyService blind = service();
        for (int i = 0; i < MOST; i++) {
            blind.create(CALLER, random());
        }
        assertFull(blind);
    }
}
