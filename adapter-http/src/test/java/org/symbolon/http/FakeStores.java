package org.symbolon.http;

import com.google.common.collect.ImmutableSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordStore;

/**
 * Stores in memory, of which a test replaces those that it is about.
 *
 * @param others what the rest is taken from
 */
public record FakeStores(Stores others, TokenBalance balance, KeyStorage keys, RecordStore records) implements Stores {

    /** Is called before a call of a store. */
    @FunctionalInterface
    public interface Before {
        void call() throws Throwable;
    }

    public static FakeStores inMemory() {
        Stores others = new InMemoryStores();
        return new FakeStores(others, others.balance(), others.keys(), others.records());
    }

    public static FakeStores withKeys(KeyStorage keys) {
        FakeStores fake = inMemory();
        return new FakeStores(fake.others, fake.balance, keys, fake.records);
    }

    /**
     * Stores whose balances, keys and records do what they are told before they answer: wait, or throw. No token is at
     * hand.
     */
    public static FakeStores before(Before call) {
        Stores stores = new InMemoryStores();
        return new FakeStores(
                stores,
                before(TokenBalance.class, stores.balance(), call, "take"),
                before(KeyStorage.class, stores.keys(), call),
                before(RecordStore.class, stores.records(), call, "find"));
    }

    /** A store that does what it is told before it answers calls of these methods, or of all where none is named. */
    public static <T> T before(Class<T> port, T store, Before before, String... methods) {
        ImmutableSet<String> concerned = ImmutableSet.copyOf(methods);
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (method.getName().equals("takeAtHand")) {
                        return false;
                    }
                    if (concerned.isEmpty() || concerned.contains(method.getName())) {
                        before.call();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public AdministrationStore administration() {
        return others.administration();
    }

    @Override
    public AccountStore accounts() {
        return others.accounts();
    }

    @Override
    public KeyRingStore keyRing() {
        return others.keyRing();
    }

    @Override
    public CredentialStore credentials() {
        return others.credentials();
    }

    @Override
    public void close() {
        others.close();
    }
}
