package org.symbolon.http.server;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.http.server.LineBuffer.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LineBufferTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LineBuffer buffer = new LineBuffer();

    private boolean add(String cookie, int mayWait) {
        LogLine line = new LogLine();
        line.cookie(cookie);
        line.ended(0, 0);
        return buffer.add(line, mayWait);
    }

    private static ImmutableList<JsonNode> parsed(ImmutableList<Text> texts) {
        return texts.stream()
                .flatMap(text -> text.lines().lines())
                .map(JSON::readTree)
                .collect(ImmutableList.toImmutableList());
    }

    /** 20,000 lines are longer than one text. */
    @Test
    void linesThatAreTaken_areAllThereInTheirOrder() {
        int lines = 20_000;
        for (int i = 0; i < lines; i++) {
            assertTrue(add("c" + i, lines));
        }
        ImmutableList<Text> texts = buffer.take();
        assertTrue(texts.size() > 1, "texts: " + texts.size());
        assertEquals(
                IntStream.range(0, lines).mapToObj(i -> "c" + i).collect(joining(",")),
                parsed(texts).stream()
                        .map(line -> line.get("cookie").asString())
                        .collect(joining(",")));
        assertEquals(lines, texts.stream().mapToInt(Text::count).sum());
        assertEquals(ImmutableList.of(), buffer.take());
    }

    @Test
    void linesThatWereTakenAndNotWritten_stillWait() {
        assertTrue(add("a", 2));
        assertTrue(add("b", 2));
        assertFalse(add("dropped", 2));
        ImmutableList<Text> texts = buffer.take();
        assertFalse(add("dropped", 2));
        texts.forEach(buffer::wrote);
        assertTrue(add("c", 2));
        assertEquals("c", parsed(buffer.take()).get(0).get("cookie").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T23:59:59.999999999Z, 2026-11-21T23:59:59.999999999Z",
        "2026-11-22T00:00:00Z, 2026-11-22T00:00:00.000000000Z",
        "2026-11-22T00:00:00.000000007Z, 2026-11-22T00:00:00.000000007Z",
        "2026-11-21T23:59:59.5Z, 2026-11-21T23:59:59.500000000Z"
    })
    void time_hasNineDigitsAlsoWhenAnotherSecondWasFormattedBefore(Instant time, String expected) {
        buffer.time(Instant.parse("2026-11-21T23:59:58.123Z"));
        assertEquals(expected, buffer.time(time));
        assertEquals(expected, buffer.time(time));
    }
}
