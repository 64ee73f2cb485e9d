package org.symbolon.cli.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.symbolon.cli.base.Surroundings;

class ImportProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    private ImportProgress progress(OptionalInt width, OptionalLong bytes) {
        return new ImportProgress(
                new Surroundings.Builder()
                        .environment(ImmutableMap.of())
                        .input(InputStream.nullInputStream())
                        .out(new PrintWriter(new StringWriter()))
                        .err(new PrintWriter(err))
                        .clock(() -> now)
                        .build(),
                width,
                bytes);
    }

    @Test
    void terminal_hasABar_withPercentageKeysAndTimeLeft() {
        try (ImportProgress progress = progress(OptionalInt.of(110), OptionalLong.of(100 << 20))) {
            now = now.plusSeconds(2);
            progress.update(42 << 20, 84_000);
        }

        String last = Iterables.getLast(Splitter.on('\r').split(err.toString())).stripTrailing();
        assertTrue(last.startsWith("import  42% ["), last);
        assertTrue(last.contains(" 42/100 MiB (0:00:00 / "), last);
        assertTrue(last.endsWith("84,000 keys, 42,000 keys/s"), last);
        assertTrue(last.length() < 110, last);
    }

    @Test
    void terminal_whereTheLengthIsUnknown_hasABarAllTheSame() {
        try (ImportProgress progress = progress(OptionalInt.of(80), OptionalLong.empty())) {
            progress.update(42 << 20, 84_000);
        }
        assertTrue(err.toString().contains("84,000 keys"), err.toString());
    }

    @Test
    void begin_inATerminal_asksForItsWidth_andShowsABar() {
        Surroundings terminal = new Surroundings.Builder()
                .environment(ImmutableMap.of())
                .input(InputStream.nullInputStream())
                .out(new PrintWriter(new StringWriter()))
                .err(new PrintWriter(err))
                .terminal(() -> true)
                .build();

        try (ImportProgress progress = ImportProgress.begin(terminal, OptionalLong.of(100))) {
            progress.update(42, 84_000);
        }
        assertTrue(err.toString().startsWith("\rimport"), err.toString());
    }

    @Test
    void elsewhere_aLineEveryTenSeconds() {
        try (ImportProgress progress = progress(OptionalInt.empty(), OptionalLong.of(100))) {
            now = now.plusMillis(9_999);
            progress.update(10, 100);
            assertEquals("", err.toString());
            now = now.plusMillis(1);
            progress.update(20, 200);
            progress.update(30, 300);
        }
        assertEquals("import: 200 keys, 20 keys/s\n", err.toString());
    }
}
