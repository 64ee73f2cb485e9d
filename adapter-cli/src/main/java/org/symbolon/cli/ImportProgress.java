package org.symbolon.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far an import got, on standard error: a bar where that is a terminal, a line now and then where it is not. */
final class ImportProgress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int WIDEST = 120;
    private static final long MEBIBYTE = 1 << 20;

    private final Surroundings surroundings;
    private final Instant begun;
    private final Optional<ProgressBar> bar;
    private Instant lastLine;

    /** Begins; of how many bytes, if that is known. */
    ImportProgress(Surroundings surroundings, OptionalLong bytes) {
        this.surroundings = surroundings;
        this.begun = surroundings.clock().instant();
        this.lastLine = begun;
        OptionalInt width = surroundings.terminal().width();
        this.bar = width.isPresent() ? Optional.of(bar(width.getAsInt(), bytes.orElse(-1))) : Optional.empty();
    }

    /** Carriage returns instead of the library's own console, which would ask for the terminal by a native library. */
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
                        Math.min(width - 1, WIDEST)))
                .build();
    }

    /** Says how far it got. */
    void at(long bytes, long keys) {
        Instant now = surroundings.clock().instant();
        long perSecond = keys * 1_000 / Math.max(1, Duration.between(begun, now).toMillis());
        String said = "%,d keys, %,d keys/s".formatted(keys, perSecond);
        if (bar.isPresent()) {
            bar.get().stepTo(bytes).setExtraMessage(said);
        } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            surroundings.err().println("import: " + said);
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
