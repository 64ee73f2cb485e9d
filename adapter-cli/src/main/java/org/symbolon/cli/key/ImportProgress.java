package org.symbolon.cli.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.symbolon.cli.base.Surroundings;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The progress of an import on standard error: a bar in a terminal, and otherwise a line every ten seconds. */
final class ImportProgress implements AutoCloseable {
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_WIDTH = 120;
    private static final long MEBIBYTE = 1 << 20;

    private final Surroundings surroundings;
    private final Instant begin;
    private final Optional<ProgressBar> bar;
    private Instant lastLine;

    /** Begins to show the progress. */
    static ImportProgress begin(Surroundings surroundings, OptionalLong bytes) {
        // Picocli finds out the width of the terminal.
        OptionalInt width = surroundings.terminal().getAsBoolean()
                ? OptionalInt.of(new UsageMessageSpec().autoWidth(true).width())
                : OptionalInt.empty();
        return new ImportProgress(surroundings, width, bytes);
    }

    /** Begins to show the progress: without the width of a terminal as lines instead of a bar. */
    ImportProgress(Surroundings surroundings, OptionalInt width, OptionalLong bytes) {
        this.surroundings = surroundings;
        this.begin = surroundings.clock().instant();
        this.lastLine = begin;
        this.bar = width.isPresent() ? Optional.of(bar(width.getAsInt(), bytes.orElse(-1))) : Optional.empty();
    }

    /** The bar is printed to {@link Surroundings#err}. The library's own console would need a native library. */
    private ProgressBar bar(int width, long bytes) {
        return new ProgressBarBuilder()
                .setTaskName("import")
                .setInitialMax(bytes)
                .setUnit(" MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> {
                            surroundings.err().print("\r" + text);
                            surroundings.err().flush();
                        },
                        Math.min(width - 1, MAX_WIDTH)))
                .build();
    }

    /** Shows the number of bytes that were read and of keys that were stored. */
    void update(long bytes, long keys) {
        Instant now = surroundings.clock().instant();
        long perSecond = keys * 1_000 / Math.max(1, Duration.between(begin, now).toMillis());
        String text = "%,d keys, %,d keys/s".formatted(keys, perSecond);
        if (bar.isPresent()) {
            bar.get().stepTo(bytes).setExtraMessage(text);
        } else if (Duration.between(lastLine, now).compareTo(LINE_INTERVAL) >= 0) {
            surroundings.err().println("import: " + text);
            lastLine = now;
        }
    }

    @Override
    public void close() {
        bar.ifPresent(shown -> {
            shown.close();
            surroundings.err().println();
        });
    }
}
