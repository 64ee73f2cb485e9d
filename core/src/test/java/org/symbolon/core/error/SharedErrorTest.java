package org.symbolon.core.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.ACCOUNT_STORE_UNAVAILABLE;
import static org.symbolon.core.error.SharedError.INVALID_ERROR_FORMAT;
import static org.symbolon.core.error.SharedError.KEY_STORAGE_FAILED;
import static org.symbolon.core.error.SharedError.MISSING_KID;
import static org.symbolon.core.error.SharedError.MISSING_VALUE;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.symbolon.core.SharedFolder;

class SharedErrorTest {
    private static final Pattern ROW =
            Pattern.compile("(-\\d+),(\"[^\"]*\"|[^,]*),([^,]*),([^,]*),(yes|no),(yes|no),(.*)");

    /** What the table and the enum both say of a code. */
    record Row(int number, String message, boolean takesDetails, int status) {}

    static Stream<Row> rowsOfBothDrms() {
        try {
            return Files.readAllLines(SharedFolder.file("spec/error-codes.csv")).stream()
                    .skip(1)
                    .map(ROW::matcher)
                    .peek(row -> assertTrue(row.matches()))
                    .filter(row -> row.group(5).equals("yes") && row.group(6).equals("yes"))
                    .map(row -> new Row(
                            Integer.parseInt(row.group(1)),
                            row.group(2).replace("\"", ""),
                            row.group(3).startsWith("yes"),
                            Integer.parseInt(row.group(4).substring(0, 3))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void codes_areTheRowsOfTheTableThatNameBothDrms() {
        Set<Row> rows = rowsOfBothDrms().collect(Collectors.toSet());
        Set<Row> codes =
                Stream.of(SharedError.values()).map(SharedErrorTest::row).collect(Collectors.toSet());
        assertTrue(rows.size() > 20);
        assertEquals(rows, codes);
    }

    private static Row row(ErrorCode code) {
        return new Row(
                code.number(),
                code.message(),
                code.description().takesDetails(),
                code.kind().status());
    }

    @Test
    void codes_standInTheOrderOfTheirNumbersAndSayHowToMendThem() {
        List<Integer> numbers =
                Stream.of(SharedError.values()).map(ErrorCode::number).toList();
        assertEquals(
                numbers.stream().sorted((one, other) -> other - one).distinct().toList(), numbers);
        for (SharedError code : SharedError.values()) {
            assertTrue(code.description().raised().endsWith("."), code::name);
            assertTrue(code.description().remedy().endsWith("."), code::name);
        }
    }

    @Test
    void message_showsTheValueOnlyWhereTheCodeTakesDetails() {
        Violation format = Violation.of(INVALID_ERROR_FORMAT, "errorFormat", "errorFormat must be html or json");
        assertEquals("[-3004] Invalid error format specified", format.message());
        assertEquals(
                "[-3004] Invalid error format specified: xml",
                format.showing("xml").message());
        assertEquals(
                "[-4018] Missing kid",
                Violation.of(MISSING_KID, "kid", "kid is required")
                        .showing("xml")
                        .message());
    }

    @Test
    void message_ofAProblemThatIsNotAboutAParameter_saysTheRule() {
        assertEquals(
                "[-2030] ExpressPlay Admin error: the account store does not answer",
                Violation.of(ACCOUNT_STORE_UNAVAILABLE, "the account store does not answer")
                        .message());
    }

    @Test
    void kind_ofAViolation_isTheCodesOwnUnlessAStoreIsAway() {
        Violation notStored = Violation.of(KEY_STORAGE_FAILED, "kid", "no key is stored");
        assertEquals(400, notStored.kind().status());
        assertEquals(503, notStored.unavailable().kind().status());
        assertEquals(notStored.message(), notStored.unavailable().message());
        assertEquals(503, Violation.of(ACCOUNT_STORE_UNAVAILABLE, "").kind().status());
    }

    @Test
    void refusal_hasTheMessageOfItsFirstProblemAndNoStackTrace() {
        Violation first = Violation.of(MISSING_KID, "kid", "kid is required");
        Violation second = Violation.of(MISSING_VALUE, "kek", "kek is empty");
        RefusedException refusal = new RefusedException(ImmutableList.of(first, second));
        assertEquals("[-4018] Missing kid", refusal.getMessage());
        assertEquals(ImmutableList.of(first, second), refusal.violations());
        assertEquals(0, refusal.getStackTrace().length);
    }

    @Test
    void errorKind_statusFollowsFromWhoHasToAct() {
        assertEquals(
                List.of(400, 401, 500, 502, 503),
                Stream.of(ErrorKind.values()).map(ErrorKind::status).toList());
    }
}
