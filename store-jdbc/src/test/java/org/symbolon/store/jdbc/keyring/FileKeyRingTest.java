package org.symbolon.store.jdbc.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.keyring.SealingKey;
import org.symbolon.core.value.Hex;
import org.symbolon.store.jdbc.file.PrivateFiles;

final class FileKeyRingTest {
    private static final String SECRET = "5ec7e700".repeat(16);
    private static final RingKey KEY = new RingKey(
            RingKeyId.parse("9c2f01ab").orElseThrow(),
            SealingKey.of(Hex.decode(SECRET)),
            Instant.parse("2026-01-31T12:00:00Z"));
    private static final RingKey YOUNGER =
            new RingKey(new RingKeyId(1), SealingKey.of(new byte[64]), Instant.parse("2026-02-01T00:00:00Z"));
    private static final String GOOD = """
            {
              "version" : 1,
              "keys" : [ {
                "id" : "9c2f01ab",
                "sealsFrom" : "2026-01-31T12:00:00Z",
                "key" : "%s"
              } ]
            }""".formatted(SECRET);

    @TempDir
    private Path folder;

    private Path file;
    private FileKeyRing store;

    @BeforeEach
    void open() {
        file = folder.resolve("keyring.json");
        store = reopened();
    }

    private FileKeyRing reopened() {
        return new FileKeyRing(file, Duration.ofSeconds(5));
    }

    private void writeFile(String json) throws IOException {
        Files.deleteIfExists(file);
        PrivateFiles.create(file);
        Files.writeString(file, json);
    }

    @Test
    void file_isJsonForPeopleToo() throws IOException {
        store.change(none -> KeyRing.of(KEY));
        assertEquals(GOOD, Files.readString(file).replace("\r\n", "\n"));
    }

    @Test
    void ring_isThereAfterReopening() {
        store.change(none -> KeyRing.of(KEY, YOUNGER));
        assertEquals(Optional.of(KeyRing.of(KEY, YOUNGER)), reopened().read());
    }

    @Test
    void read_whereNothingChanged_isTheSameRing() {
        store.change(none -> KeyRing.of(KEY));
        assertSame(store.read().orElseThrow(), store.read().orElseThrow());
    }

    @Test
    void read_afterAnotherChangedTheFile_isTheNewRing() {
        store.change(none -> KeyRing.of(KEY));
        assertEquals(Optional.of(KeyRing.of(KEY)), store.read());

        reopened().change(ring -> ring.orElseThrow().with(YOUNGER));

        assertEquals(Optional.of(KeyRing.of(KEY, YOUNGER)), store.read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----r--", "rw--w----", "rwx-----x"})
    void fileThatOthersMayUse_isRefused(String mode) throws IOException {
        assumeTrue(PrivateFiles.hasPermissions(folder));
        store.change(none -> KeyRing.of(KEY));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertRefusedWithoutSecret("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r-----", "rw-r-----"})
    void fileOfRoot_isTakenWhereItsGroupMayRead(String mode) throws IOException {
        store.change(none -> KeyRing.of(KEY));
        assumeTrue(FileOwnership.of(file)
                .equals(new FileOwnership(0, 0, FileOwnership.of(file).permissions())));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertEquals(Optional.of(KeyRing.of(KEY)), reopened().read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{'version':1}",
                "{'version':1,'keys':[]}",
                "{'version':1,'keys':{'id':'9c2f01ab'}}",
                "{'version':1,'keys':['%s']}",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':'%s",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':'%sxx'}]}",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':'%s00'}]}",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':%s}]}",
                "{'version':1,'keys':[{'id':'%s','sealsFrom':'2026-01-31T12:00:00Z','key':'%s'}]}",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':'%s','key':'%s'}]}",
                "{'version':1,'keys':[{'id':'9c2f01ab','sealsFrom':7,'key':'%s'}]}",
                "{'version':1,'keys':[{'id':'9c2f01ab','key':'%s'}]}",
                "{'version':'%s','keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':'%s'}]}",
                "{'keys':[{'id':'9c2f01ab','sealsFrom':'2026-01-31T12:00:00Z','key':'%s'}]}",
            })
    void damagedFile_isRefused_andNothingOfItShown(String json) throws IOException {
        writeFile(json.replace('\'', '"').replace("%s", SECRET));
        assertRefusedWithoutSecret("damaged");
    }

    @Test
    void fileCutAnywhere_isRefused() throws IOException {
        for (int length = 0; length < GOOD.length(); length += 7) {
            writeFile(GOOD.substring(0, length));
            assertRefusedWithoutSecret("damaged");
        }
    }

    @Test
    void fileWithMoreAfterItsEnd_isRefused() throws IOException {
        writeFile(GOOD + GOOD);
        assertRefusedWithoutSecret("damaged");
    }

    @Test
    void fileOfANewerRelease_isRefused() throws IOException {
        writeFile(GOOD.replace("\"version\" : 1", "\"version\" : 2"));
        assertRefusedWithoutSecret("newer release");
    }

    /** The ring can be neither read nor replaced, so that a damaged ring is not lost. */
    private void assertRefusedWithoutSecret(String reason) throws IOException {
        byte[] before = Files.readAllBytes(file);
        for (StoreUnavailableException thrown : new StoreUnavailableException[] {
            assertThrows(StoreUnavailableException.class, store::read),
            assertThrows(StoreUnavailableException.class, () -> store.change(ring -> KeyRing.of(YOUNGER)))
        }) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertTrue(thrown.getMessage().contains(reason), thrown.getMessage());
            assertFalse(trace.toString().contains("5ec7e7"), trace.toString());
        }
        assertEquals(before.length, Files.size(file));
    }

    @Test
    void restOfAChangeThatWasCutShort_isReplaced() throws IOException {
        Files.writeString(folder.resolve("keyring.json.new"), "half a ring");

        store.change(none -> KeyRing.of(KEY));

        assertEquals(Optional.of(KeyRing.of(KEY)), reopened().read());
        assertFalse(Files.exists(folder.resolve("keyring.json.new")));
    }

    @Test
    void change_whileAnotherHoldsTheGuard_isUnavailableInTime() throws Exception {
        FileKeyRing impatient = new FileKeyRing(file, Duration.ofMillis(200));
        store.change(none -> {
            Thread other = new Thread(() ->
                    assertThrows(StoreUnavailableException.class, () -> impatient.change(ring -> KeyRing.of(YOUNGER))));
            other.start();
            joinQuietly(other);
            return KeyRing.of(KEY);
        });
        assertEquals(Optional.of(KeyRing.of(KEY)), impatient.read());
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
