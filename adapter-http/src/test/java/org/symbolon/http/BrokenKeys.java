package org.symbolon.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.symbolon.core.key.InMemoryKeys;
import org.symbolon.core.key.KeyStorage;

/** Key storage that fails, from the beginning or later. */
final class BrokenKeys {
    private BrokenKeys() {}

    static KeyStorage throwing(Supplier<Throwable> failure) {
        return throwing(failure, new InMemoryKeys(), () -> true);
    }

    /** Storage that works until it is told otherwise. */
    static KeyStorage throwing(Supplier<Throwable> failure, KeyStorage working, BooleanSupplier fails) {
        return (KeyStorage) Proxy.newProxyInstance(
                KeyStorage.class.getClassLoader(), new Class<?>[] {KeyStorage.class}, (proxy, method, arguments) -> {
                    if (fails.getAsBoolean()) {
                        throw failure.get();
                    }
                    try {
                        return method.invoke(working, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
