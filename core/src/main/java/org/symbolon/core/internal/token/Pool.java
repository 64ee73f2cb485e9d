package org.symbolon.core.internal.token;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of objects that are expensive to make and that one thread at a time may use. It is not a {@link ThreadLocal},
 * because a service with virtual threads would then make an object for each of them. It never waits: if the slot is
 * empty, a new object is made.
 */
final class Pool<T> {
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    T take() {
        T object = slots.getAndSet(slot(), null);
        return object == null ? maker.get() : object;
    }

    void giveBack(T object) {
        slots.setRelease(slot(), object);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }
}
