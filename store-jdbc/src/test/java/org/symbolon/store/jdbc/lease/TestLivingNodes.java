package org.symbolon.store.jdbc.lease;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** The living nodes of this JVM. */
final class TestLivingNodes implements LivingNodes {
    private static final Set<UUID> LIVING = ConcurrentHashMap.newKeySet();

    private Optional<UUID> own = Optional.empty();

    @Override
    public void hold(UUID node) {
        own = Optional.of(node);
        LIVING.add(node);
    }

    @Override
    public boolean hasEnded(Handle transaction, UUID node) {
        return !LIVING.contains(node);
    }

    @Override
    public void close() {
        own.ifPresent(LIVING::remove);
    }
}
