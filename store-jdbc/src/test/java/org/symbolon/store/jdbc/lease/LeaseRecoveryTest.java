package org.symbolon.store.jdbc.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.TestDatabase.Mode;
import org.symbolon.store.jdbc.usage.ScopeNumbers;
import org.symbolon.testing.store.TestScope;

/** The recovery of the leases of a process that has ended, for each state in which its journal may be. */
@Timeout(60)
final class LeaseRecoveryTest {
    private static final AccountId ID = new AccountId(7);
    private static final AccountId OTHER_ID = new AccountId(8);
    private static final UUID DEAD = UUID.fromString("00000000-0000-0000-0000-00000000dead");
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @TempDir
    private Path data;

    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = TestNode.in(data, ID.value(), OTHER_ID.value());
        Files.createDirectories(data.resolve("leases"));
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** The process had 1,000 tokens of each account, and reported that it had used 100 of the first one. */
    private void putLeases() {
        node.execute("UPDATE account SET tokens = 5000");
        for (AccountId account : new AccountId[] {ID, OTHER_ID}) {
            node.execute("INSERT INTO token_lease (node, account, granted, used, reported, counted) VALUES ('"
                    + DEAD + "', " + account + ", 1000, "
                    + (account.equals(ID) ? "100, 0, 'd1/production/0=100')" : "0, 0, '')"));
        }
    }

    private static byte[] journal(UUID node, Optional<UUID> boot, Map<AccountId, Long> used) {
        ByteBuffer file = ByteBuffer.allocate(LeaseJournal.HEADER + 4 * LeaseJournal.SLOT);
        file.put(LeaseJournal.header(node, boot, Optional.empty()));
        used.forEach((account, count) -> file.putLong(account.value())
                .putLong(ScopeNumbers.of(TestScope.of(account)).drm())
                .putLong(ScopeNumbers.dayAndEnvironment(TestScope.of(account)))
                .putLong(count));
        return file.array();
    }

    private static byte[] goodJournal() {
        return journal(DEAD, Optional.of(TestNode.BOOT), ImmutableMap.of(ID, 300L, OTHER_ID, 0L));
    }

    private Path file() {
        return data.resolve("leases").resolve(LeaseJournal.fileName(DEAD));
    }

    private void recover(byte[] journal) throws IOException {
        Files.write(file(), journal);
        node.tick(RECOVERY);
    }

    private void assertBalances(long balance, long otherBalance) {
        assertEquals(balance, node.free(ID));
        assertEquals(otherBalance, node.free(OTHER_ID));
        assertEquals(ImmutableList.of(), node.rows());
        assertFalse(Files.exists(file()));
    }

    @Test
    void journal_saysWhatComesBack() throws IOException {
        putLeases();
        recover(goodJournal());
        assertBalances(5_700, 6_000);
    }

    @Test
    void recovery_countsWhatTheProcessHadNotReported() throws IOException {
        putLeases();
        recover(goodJournal());
        assertEquals(200, node.issued(ID), "300 were used, of which 100 had been reported and counted");
        assertEquals(0, node.issued(OTHER_ID));
    }

    @Test
    void journalOfTheReleaseBefore_givesBack_andCountsNothing() throws IOException {
        putLeases();
        node.execute("UPDATE token_lease SET counted = NULL");
        ByteBuffer file = ByteBuffer.allocate(LeaseJournal.HEADER + 64);
        file.put(LeaseJournal.header(DEAD, Optional.of(TestNode.BOOT), Optional.empty()));
        file.putLong(ID.value()).putLong(300).putLong(OTHER_ID.value()).putLong(0);
        file.putLong(8, 2);
        recover(file.array());
        assertBalances(5_700, 6_000);
        assertEquals(0, node.issued(ID));
    }

    @Test
    void journalWhoseLeasesAreSettled_givesNothing() throws IOException {
        node.balance().set(ID, 5_000);
        node.balance().set(OTHER_ID, 5_000);
        recover(goodJournal());
        assertBalances(5_000, 5_000);
    }

    @Test
    void journalOfTheSameFolder_isLookedForEveryFiveSeconds() throws IOException {
        node.tick();
        putLeases();
        Files.write(file(), goodJournal());
        node.tick(Duration.ofSeconds(4));
        assertTrue(Files.exists(file()));
        node.tick();
        assertBalances(5_700, 6_000);
    }

    @Test
    void journalOfAnotherBoot_isNotBelieved() throws IOException {
        putLeases();
        recover(journal(DEAD, Optional.of(new UUID(3, 4)), ImmutableMap.of(ID, 300L, OTHER_ID, 0L)));
        assertBalances(5_000, 5_000);
    }

    @Test
    void journalWithoutABoot_isNotBelieved() throws IOException {
        putLeases();
        recover(journal(DEAD, Optional.empty(), ImmutableMap.of(ID, 300L, OTHER_ID, 0L)));
        assertBalances(5_000, 5_000);
    }

    @Test
    void accountThatTheJournalDoesNotName_getsNothingBack() throws IOException {
        putLeases();
        recover(journal(DEAD, Optional.of(TestNode.BOOT), ImmutableMap.of(ID, 300L)));
        assertBalances(5_700, 5_000);
    }

    @Test
    void moreUsedThanGranted_getsNothingBack() throws IOException {
        putLeases();
        recover(journal(DEAD, Optional.of(TestNode.BOOT), ImmutableMap.of(ID, 1_001L, OTHER_ID, 1_000L)));
        assertBalances(5_000, 5_000);
    }

    static Stream<byte[]> damagedJournals() {
        Optional<UUID> boot = Optional.of(TestNode.BOOT);
        byte[] twice = goodJournal();
        twice[LeaseJournal.HEADER + LeaseJournal.SLOT + 7] = (byte) ID.value();
        byte[] negative = goodJournal();
        negative[LeaseJournal.HEADER + LeaseJournal.USED] = -1;
        byte[] nobody = goodJournal();
        nobody[LeaseJournal.HEADER + 7] = 0;
        byte[] newer = goodJournal();
        newer[15] = 4;
        return Stream.of(
                new byte[0],
                new byte[LeaseJournal.HEADER],
                new byte[1_000],
                journal(UUID.randomUUID(), boot, ImmutableMap.of(ID, 300L, OTHER_ID, 0L)),
                twice,
                negative,
                nobody,
                newer);
    }

    @ParameterizedTest
    @MethodSource("damagedJournals")
    void damagedJournal_isNotBelieved(byte[] journal) throws IOException {
        putLeases();
        recover(journal);
        assertBalances(5_000, 5_000);
    }

    @Test
    void unlimitedAccount_getsNothingBack() throws IOException {
        putLeases();
        node.execute("UPDATE account SET tokens = NULL WHERE id = " + ID);
        Files.write(file(), goodJournal());
        node.tick(RECOVERY);
        assertTrue(node.balance().remaining(ID).isEmpty());
        assertEquals(6_000, node.free(OTHER_ID));
    }

    @Test
    void copyOfAJournal_isLeftAlone_andTheOriginalBelieved() throws IOException {
        putLeases();
        Path original = Files.createFile(data.resolve("original"));
        byte[] journal = goodJournal();
        LeaseJournal.header(DEAD, Optional.of(TestNode.BOOT), LeaseJournal.identity(original))
                .get(journal, 0, LeaseJournal.HEADER);
        recover(journal);
        assertEquals(2, node.rows().size());
        assertEquals(5_000, node.free(ID));
        assertTrue(Files.exists(file()));

        Files.delete(file());
        Files.write(original, journal);
        Files.move(original, file());
        node.tick(RECOVERY);
        assertBalances(5_700, 6_000);
    }

    @Test
    void journalOfANodeThatTheDatabaseKnowsToLive_isLeftAlone() throws IOException {
        putLeases();
        try (TestLivingNodes living = new TestLivingNodes()) {
            living.hold(DEAD);
            recover(goodJournal());
            assertEquals(2, node.rows().size());
            assertEquals(5_000, node.free(ID));
        }
        node.tick(RECOVERY);
        assertBalances(5_700, 6_000);
    }

    @Test
    void storeAway_journalWaits() throws IOException {
        putLeases();
        node.database().become(Mode.AWAY);
        recover(goodJournal());
        assertTrue(Files.exists(file()));

        node.database().become(Mode.DEAF);
        node.tick(RECOVERY);
        assertTrue(Files.exists(file()), "nobody knows");

        node.database().become(Mode.WORKS);
        node.tick(RECOVERY);
        assertBalances(5_700, 6_000);
    }

    @Test
    void otherFiles_areLeftAlone() throws IOException {
        Path other = data.resolve("leases/readme.txt");
        Files.writeString(other, "not a journal");
        node.tick(RECOVERY);
        assertTrue(Files.exists(other));
    }

    @Test
    void journalOfANodeInThisJvm_isLeftAlone() {
        try (TestNode living = TestNode.in(data)) {
            living.balance().set(ID, 5_000);
            living.take(ID, 1);
            node.tick(RECOVERY);
            assertEquals(4_000, node.free(ID));
            assertEquals(999, living.take(ID, 999));
        }
    }
}
