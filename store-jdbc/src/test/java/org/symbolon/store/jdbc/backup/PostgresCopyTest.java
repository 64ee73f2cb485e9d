package org.symbolon.store.jdbc.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.SettingKey;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/**
 * A store on PostgreSQL that is restored from a base backup, as docs/operations/backup.md says, while the node that had
 * leases in it goes on elsewhere.
 */
@Timeout(120)
final class PostgresCopyTest {
    private static final AccountId ID = new AccountId(7);
    private static final long TOKENS = 5_000;

    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    private Settings settings(String data, String url) {
        return Settings.inFolder(folder.resolve(data))
                .with(CoreSettings.STORE_URL, url)
                .with(keyRingFile(), folder.resolve("keyring.json").toString());
    }

    private SettingKey<?> keyRingFile() {
        return provider.settings().stream()
                .filter(key -> key.name().equals("keyring.file"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void baseBackup_hasTheLeasesOfItsTime_whichTheOperatorEnds() {
        // With this database alone: to copy those of all tests takes so long that an unused lease goes back meanwhile.
        try (PostgresServer server = PostgresServer.startPrivate()) {
            copyAndRestore(server);
        }
    }

    private void copyAndRestore(PostgresServer server) {
        String url = server.newDatabase();
        Settings node = settings("a", url);
        try (Stores stores = provider.open(node, StoreAccess.SERVICE)) {
            stores.keyRing().change(none -> KeyRing.of(RingKey.random(new SecureRandom(), Instant.EPOCH)));
            Account metered = Account.builder().id(ID).metered(true).build();
            stores.accounts().change(ID, none -> metered, TOKENS);
            for (int i = 0; i < 10; i++) {
                assertTrue(stores.balance().take(TestScope.of(ID)));
            }
            try (PostgresServer copy = server.copy()) {
                assertTrue(stores.balance().take(TestScope.of(ID)), "the node goes on");
                Settings restored = settings("b", url.replaceFirst("//[^/]*/", "//" + copy.address() + "/"));
                checkRestored(restored);
            }
        }
    }

    private void checkRestored(Settings restored) {
        StoreStatus status = provider.status(restored);
        StoreStatus.Lease lease = status.leases().get(0);
        assertEquals(ID, lease.account());
        assertTrue(lease.tokens() >= 990 && lease.tokens() <= 1_000, "as it was last reported: " + lease.tokens());
        try (Stores command = provider.open(restored, StoreAccess.COMMAND)) {
            assertEquals(
                    Optional.of(ImmutableList.of(new EndedLease(ID, 0, lease.tokens()))),
                    command.balance().endLeases(lease.node(), false));
        }
        try (Stores stores = provider.open(restored, StoreAccess.SERVICE)) {
            assertTrue(stores.balance().take(TestScope.of(ID)));
            assertEquals(OptionalLong.of(TOKENS - 1_000 - 1), stores.balance().remaining(ID));
        }
        assertEquals(lease.tokens(), provider.status(restored).writtenOff().get(ID));
    }
}
