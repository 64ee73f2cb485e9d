package org.symbolon.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextLayoutTest {

    @Test
    void map_isABlock() {
        assertEquals("id      5\nlonger  yes", TextLayout.of(ImmutableMap.of("id", 5, "longer", true)));
    }

    @Test
    void nothing_isADash() {
        assertEquals(
                "a  -\nb  -\nc  -\nd  -",
                TextLayout.of(ImmutableMap.of(
                        "a", Optional.empty(), "b", "", "c", ImmutableList.of(), "d", ImmutableMap.of())));
    }

    @Test
    void nestedMapsAndTables_areIndented() {
        assertEquals(
                "a\n  b  1\nc\n  d  e\n  1  2\n  3  4",
                TextLayout.of(ImmutableMap.of(
                        "a", ImmutableMap.of("b", 1),
                        "c", ImmutableList.of(ImmutableMap.of("d", 1, "e", 2), ImmutableMap.of("d", 3, "e", 4)))));
    }

    @Test
    void controlCharacters_neverReachTheTerminal() {
        assertEquals("a  x?[31my?", TextLayout.of(ImmutableMap.of("a", "x\u001b[31my\n")));
    }
}
