package org.symbolon.http.management;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HealthPagesTest {
    private final HealthCheck fine = new HealthCheck("keyring", Optional::empty, true);

    private static HealthCheck gone(String name, boolean needed) {
        return new HealthCheck(name, () -> Optional.of("the \"file\" has vanished"), needed);
    }

    @Test
    void problemOfWhatIsNeeded_is503_withTheReason() {
        HealthPages pages = new HealthPages(ImmutableList.of(fine, gone("store", true)));
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
        HealthPages pages = new HealthPages(ImmutableList.of(fine, gone("records", false)));
        assertEquals(
                Page.text(200, "ok\nkeyring: ok\nrecords: warning: the \"file\" has vanished\n"),
                pages.answer(Optional.of("text/plain, */*")));
    }
}
