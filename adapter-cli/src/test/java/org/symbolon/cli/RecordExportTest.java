package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.symbolon.cli.Operator.Answer;
import org.symbolon.cli.base.Surroundings;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.store.jdbc.JdbcStoreProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RecordExportTest {
    /** More than two pages. */
    private static final int RECORDS = 2_500;

    private static final Instant FIRST = Instant.parse("2026-01-31T23:30:00Z");

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private final Operator operator = Operator.on(data);

    @BeforeAll
    static void addRecords() {
        Operator.on(data).withAccount();
        try (Stores stores = new JdbcStoreProvider().open(Settings.inFolder(data), StoreAccess.COMMAND)) {
            stores.records()
                    .add(IntStream.range(0, RECORDS)
                            .mapToObj(RecordExportTest::found)
                            .collect(ImmutableList.toImmutableList()));
        }
    }

    /** A record each second; each tenth is a refusal. */
    private static TransactionRecord found(int second) {
        TransactionRecord.Builder found = TransactionRecord.builder()
                .id(RecordId.first(FIRST.plusSeconds(second)))
                .kind(RecordKind.REDEEM)
                .environment(second % 2 == 0 ? Environment.TEST : Environment.PRODUCTION)
                .drm(new DrmId("trial"))
                .account(new AccountId(1 + second % 5))
                .cookie("viewer \"" + second + "\", =1");
        return second % 10 == 0
                ? found.code(-4010)
                        .explanation(Explanation.of("A rule.", "this", "that", "A cause."))
                        .putDevice("model", "a, b")
                        .build()
                : found.build();
    }

    private Path file() {
        return folder.resolve("export");
    }

    private static List<JsonNode> objects(String lines) {
        return lines.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    @Test
    void ndjson_hasARecordInEachLine_youngestFirst() {
        List<JsonNode> found = objects(operator.run("records", "export").out());
        assertEquals(RECORDS, found.size());
        List<String> ids =
                found.stream().map(record -> record.get("record").asString()).toList();
        assertTrue(Ordering.natural().reverse().isStrictlyOrdered(ids));
        JsonNode refusal = found.get(RECORDS - 1);
        assertEquals(FIRST.toString(), refusal.get("time").asString());
        assertEquals("that", refusal.get("explanation").get("got").asString());
        assertEquals("a, b", refusal.get("device").get("model").asString());
    }

    @Test
    void conditions_restrictTheExport() {
        assertEquals(
                1_800,
                objects(operator.run("records", "export", "--to", "2026-02-01").out())
                        .size());
        assertEquals(
                700,
                objects(operator.run("records", "export", "--from", "2026-02-01")
                                .out())
                        .size());
        assertEquals(
                180,
                objects(operator.run(
                                        "records",
                                        "export",
                                        "--account",
                                        "1",
                                        "--environment",
                                        "test",
                                        "--to",
                                        "2026-02-01")
                                .out())
                        .size());
        Answer nothing = operator.run("records", "export", "--from", "2026-03-01");
        assertEquals(0, nothing.exitCode());
        assertEquals("", nothing.out());
    }

    @Test
    void csv_hasAHeaderAndAColumnForEachField() throws IOException {
        Answer answer = operator.run(
                "records", "export", "--format", "csv", "--to", "2026-01-31T23:30:02Z", "--file", file().toString());
        assertEquals("records exported: 2\n", answer.out());
        assertEquals(
                "record,time,kind,environment,drm,account,token,cookie,code,reference,count,rule,expected,got,"
                        + "usualCause,device\r\n"
                        + "ID,2026-01-31T23:30:01Z,redeem,production,trial,2,,\"viewer \"\"1\"\", =1\",,,1,,,,,\r\n"
                        + "ID,2026-01-31T23:30:00Z,redeem,test,trial,1,,\"viewer \"\"0\"\", =1\",-4010,,1,A rule.,this,"
                        + "that,A cause.,\"{\"\"model\"\":\"\"a, b\"\"}\"\r\n",
                Files.readString(file()).replaceAll("(?m)^[0-9a-f]{24},", "ID,"));
    }

    @Test
    void file_isItsOwnersAlone_andNeverReplaced() throws IOException {
        JsonNode answer = operator.json("records", "export", "--file", file().toString());
        assertEquals(RECORDS, answer.get("exported").asInt());
        assertEquals(RECORDS, Files.readAllLines(file()).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertFalse(Files.exists(folder.resolve("export.part")));

        Answer again = operator.run("records", "export", "--file", file().toString(), "--from", "2027-01-01");
        assertEquals(1, again.exitCode());
        assertEquals("error: there is a file " + file() + " already\n", again.err());
        assertEquals(RECORDS, Files.readAllLines(file()).size());
    }

    @Test
    void whatAnInterruptedExportLeft_isNotTakenForComplete_norReplaced() throws IOException {
        Path part = Files.writeString(folder.resolve("export.part"), "half a line");
        Answer answer = operator.run("records", "export", "--file", file().toString());
        assertEquals(1, answer.exitCode());
        assertEquals("error: there is a file " + part + " already\n", answer.err());
        assertFalse(Files.exists(file()));
        assertEquals("half a line", Files.readString(part));
    }

    @Test
    void outputThatNobodyReads_endsTheExport() {
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new Surroundings.Builder()
                        .input(new ByteArrayInputStream(new byte[0]))
                        .out(new PrintWriter(new ClosedPipe()))
                        .err(new PrintWriter(err, true))
                        .build(),
                "--data",
                data.toString(),
                "records",
                "export");
        assertEquals(1, exitCode);
        assertEquals("error: the output cannot be written\n", err.toString());
    }

    private static final class ClosedPipe extends Writer {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
