package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import org.symbolon.store.jdbc.OtherProcess;
import org.symbolon.store.jdbc.postgres.PostgresServer;
import org.symbolon.testing.store.TestScope;

/** Copies of a data folder that are made while its node issues tokens, on PostgreSQL. */
@Timeout(240)
final class LeaseCopyTest {
    private static final int TOKENS = 10_000;

    @TempDir
    private Path folder;

    private Path data;

    private static Stores open(Path data, StoreAccess access) {
        return new JdbcStoreProvider().open(OtherProcess.settings(data), access);
    }

    @BeforeEach
    void putTokens() throws IOException {
        assumeTrue(LeasedBalance.Machine.real().boot().isPresent(), "without a boot id nothing comes back");
        data = Files.createDirectory(folder.resolve("node1"));
        String url = PostgresServer.shared().newDatabase();
        Files.writeString(data.resolve(Settings.FILE), CoreSettings.STORE_URL.name() + "=" + url);
        Account metered =
                Account.builder().id(OtherProcess.ACCOUNT).metered(true).build();
        try (Stores stores = open(data, StoreAccess.SETUP)) {
            stores.accounts().change(metered.id(), none -> metered, TOKENS);
        }
    }

    private Path copy() throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data.relativize(file)));
            }
        }
        return copy;
    }

    private static int takeAll(Stores stores) {
        int taken = 0;
        while (stores.balance().take(TestScope.of(OtherProcess.ACCOUNT))) {
            taken++;
        }
        return taken;
    }

    @Test
    void copyOfALivingNode_givesNothingBack() throws Exception {
        int issued = 0;
        try (OtherProcess living = OtherProcess.ready("take", data)) {
            living.go();
            issued += living.readLines(100);
            Path copy = copy();
            try (Stores looking = open(copy, StoreAccess.COMMAND)) {
                looking.accounts().changesAfter(0);
            }
            try (Stores second = open(copy, StoreAccess.SERVICE)) {
                issued += takeAll(second);
                issued += living.readLines(Integer.MAX_VALUE);
                living.exit();
                issued += takeAll(second);
            }
        }
        try (Stores last = open(data, StoreAccess.SERVICE)) {
            issued += takeAll(last);
        }
        assertEquals(TOKENS, issued);
    }

    @Test
    void copyOfANodeThatWasKilledLater_givesNothingBack_theOriginalDoes() throws Exception {
        int issued;
        Path copy;
        try (OtherProcess killed = OtherProcess.ready("take", data)) {
            killed.go();
            issued = killed.readLines(100);
            copy = copy();
            issued += killed.readLines(100);
            killed.kill();
            issued += killed.readLines(Integer.MAX_VALUE);
            killed.exit();
        }
        try (Stores second = open(copy, StoreAccess.SERVICE)) {
            issued += takeAll(second);
        }
        assertTrue(issued <= TOKENS, issued + " were issued of " + TOKENS);
        try (Stores original = open(data, StoreAccess.SERVICE)) {
            issued += takeAll(original);
            assertEquals(OptionalLong.of(0), original.balance().remaining(OtherProcess.ACCOUNT));
        }
        assertTrue(issued <= TOKENS, issued + " were issued of " + TOKENS);
        assertTrue(issued >= TOKENS - OtherProcess.THREADS, "only tokens that were not printed are lost: " + issued);
    }
}
