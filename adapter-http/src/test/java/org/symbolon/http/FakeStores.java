package org.symbolon.http;

import com.google.common.collect.ImmutableSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.credential.CredentialStore;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.keyring.KeyRingStore;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.store.record.RecordStore;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.store.usage.UsageStore;

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

    /** The same stores, whose balances are waited for on threads of a test, and on none of the service's. */
    public FakeStores withBalanceLater(Executor threads) {
        TokenBalance later = TokenBalance.class.cast(Proxy.newProxyInstance(
                TokenBalance.class.getClassLoader(),
                new Class<?>[] {TokenBalance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "takesLater" -> true;
                    case "takeLater" ->
                        CompletableFuture.supplyAsync(() -> balance.take((UsageScope) arguments[0]), threads);
                    default -> method.invoke(balance, arguments);
                }));
        return new FakeStores(others, later, keys, records);
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
    public UsageStore usage() {
        return others.usage();
    }

    @Override
    public void close() {
        others.close();
    }
}
