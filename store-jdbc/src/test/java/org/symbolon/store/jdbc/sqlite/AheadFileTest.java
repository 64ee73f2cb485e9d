package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.sqlite.AheadFile.Left;
import org.symbolon.store.jdbc.sqlite.TokensAhead.Tokens;
import org.symbolon.testing.store.TestScope;

final class AheadFileTest {
    private static final Optional<UUID> BOOT = Optional.of(new UUID(1, 2));
    private static final UUID DATABASE = new UUID(3, 4);
    private static final UsageScope ONE = TestScope.of(new AccountId(7));
    private static final UsageScope OTHER = new UsageScope(
            new AccountId(999_999_999_999_999_999L), new DrmId("clearkey"), Environment.TEST, TestScope.DAY);

    @TempDir
    private Path data;

    private AheadFile open(Optional<UUID> boot, UUID database) throws IOException {
        return AheadFile.open(data.resolve("ahead"), boot, database).orElseThrow();
    }

    private void leaveFive() throws IOException {
        try (AheadFile file = open(BOOT, DATABASE)) {
            AheadFile.Place place = file.place(ONE).orElseThrow();
            place.replaced(3);
            place.unused(5);
        }
    }

    private List<Left> left(Optional<UUID> boot, UUID database) throws IOException {
        try (AheadFile file = open(boot, database)) {
            return file.left();
        }
    }

    @Test
    void left_isWhatWasNotUsed_once() throws IOException {
        try (AheadFile file = open(BOOT, DATABASE)) {
            assertEquals(List.of(), file.left());
            AheadFile.Place given = file.place(TestScope.of(new AccountId(8))).orElseThrow();
            given.unused(2_000);
            AheadFile.Place place = file.place(OTHER).orElseThrow();
            place.replaced(3);
            place.unused(6);
            place.unused(5);
            given.close();
        }
        assertEquals(ImmutableList.of(new Left(OTHER, new Tokens(5, 3))), left(BOOT, DATABASE));
        assertEquals(List.of(), left(BOOT, DATABASE));
    }

    @Test
    void left_ofAnotherBoot_orDatabase_orUnknownBoot_isNothing() throws IOException {
        leaveFive();
        assertEquals(List.of(), left(Optional.of(new UUID(1, 9)), DATABASE), "memory may not have been written");
        leaveFive();
        assertEquals(List.of(), left(BOOT, new UUID(3, 9)), "a copy");
        leaveFive();
        assertEquals(List.of(), left(Optional.empty(), DATABASE));
        try (AheadFile file = open(Optional.empty(), DATABASE)) {
            file.place(ONE).orElseThrow().unused(5);
        }
        assertEquals(List.of(), left(Optional.empty(), DATABASE));
    }

    @Test
    void left_ofADamagedPlace_isNothing() throws IOException {
        leaveFive();
        byte[] bytes = Files.readAllBytes(data.resolve("ahead"));
        bytes[64 + 8] = (byte) 0xff; // a letter of the DRM
        Files.write(data.resolve("ahead"), bytes);
        assertEquals(List.of(), left(BOOT, DATABASE));

        Files.write(data.resolve("ahead"), new byte[] {1, 2, 3});
        assertEquals(List.of(), left(BOOT, DATABASE));
    }

    @Test
    void open_whileAnotherHasIt_isEmpty() throws IOException {
        try (AheadFile file = open(BOOT, DATABASE)) {
            assertTrue(AheadFile.open(data.resolve("ahead"), BOOT, DATABASE).isEmpty());
            file.place(ONE).orElseThrow().unused(5);
        }
        assertEquals(1, left(BOOT, DATABASE).size());
    }

    @Test
    void place_whenAllAreTaken_isEmpty_untilOneIsClosed() throws IOException {
        try (AheadFile file = open(BOOT, DATABASE)) {
            AheadFile.Place last = file.place(ONE).orElseThrow();
            for (int i = 1; i < AheadFile.PLACES; i++) {
                last = file.place(ONE).orElseThrow();
            }
            assertTrue(file.place(ONE).isEmpty());
            last.close();
            assertTrue(file.place(ONE).isPresent());
        }
    }
}
