package org.symbolon.http.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class HealthPagesTest {
    private final HealthCheck fine = new HealthCheck("keyring", Optional::empty, true);
    private final Supplier<Optional<String>> gone = () -> Optional.of("the \"file\" has vanished");

    @Test
    void problemOfWhatIsNeeded_is503_withTheReason() {
        HealthPages pages = new HealthPages(ImmutableList.of(fine, new HealthCheck("store", gone, true)));
        assertEquals(
                Page.text(503, "failed\nkeyring: ok\nstore: failed: the \"file\" has vanished\n"),
                pages.answer(Optional.empty()));
        assertEquals(
                new Page(
                        503,
                        "application/json",
                        "{\"status\":\"failed\",\"checks\":[{\"name\":\"keyring\",\"status\":\"ok\"},"
                                + "{\"name\":\"store\",\"status\":\"failed\","
                                + "\"problem\":\"the \\\"file\\\" has vanished\"}]}"),
                pages.answer(Optional.of("application/json")));
    }

    @Test
    void problemOfWhatIsNotNeeded_isAWarning() {
        HealthPages pages = new HealthPages(ImmutableList.of(fine, new HealthCheck("records", gone, false)));
        assertEquals(
                Page.text(200, "ok\nkeyring: ok\nrecords: warning: the \"file\" has vanished\n"),
                pages.answer(Optional.of("text/plain, */*")));
    }
}
