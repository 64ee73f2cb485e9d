package org.symbolon.store.jdbc.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileOwnershipTest {
    private static final OptionalInt OWN_GROUP = OptionalInt.of(1000);

    @ParameterizedTest
    @CsvSource({
        // owner, group, permissions, whether the ring is taken; this process is of group 1000
        "1000, 1000, rw-------, true",
        "1000, 1000, r--------, true",
        "0, 0, r--r-----, true",
        "0, 0, rw-r-----, true",
        "0, 1000, r--r-----, true",
        "0, 1001, r--r-----, false",
        "0, 0, rw-rw----, false",
        "0, 0, rw-r-x---, false",
        "0, 0, rw-r--r--, false",
        "0, 0, rw----r--, false",
        "1000, 1000, rw-r-----, false",
        "1000, 0, rw-r-----, false",
        "1, 0, r--r-----, false"
    })
    void isPrivate_toTheOwnerOrToAGroupThatRootChose(int owner, int group, String permissions, boolean expected) {
        FileOwnership file = new FileOwnership(owner, group, PosixFilePermissions.fromString(permissions));
        assertEquals(expected, file.isPrivate(OWN_GROUP));
    }

    @Test
    void isPrivate_whereTheOwnGroupIsUnknown_toRootsGroup() {
        FileOwnership file = new FileOwnership(0, 1000, PosixFilePermissions.fromString("r--r-----"));
        assertEquals(false, file.isPrivate(OptionalInt.empty()));
    }

    @Test
    void of_isWhatTheFileSystemSays(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("ring"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        FileOwnership ownership = FileOwnership.of(file);
        assertEquals(Files.getAttribute(file, "unix:uid"), ownership.owner());
        assertEquals(Files.getAttribute(file, "unix:gid"), ownership.group());
        assertEquals("r--r-----", ownership.mode());
    }
}
