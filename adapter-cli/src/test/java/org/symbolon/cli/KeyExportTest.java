package org.symbolon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.cli.Operator.Answer;
import tools.jackson.databind.JsonNode;

class KeyExportTest {
    @TempDir
    Path folder;

    private Operator operator;

    @BeforeEach
    void sitDown() {
        operator = Operator.inMemory(folder).withAccount();
        String keys = """
                kid,ek,kekId,info,contentId,expiration
                ^a,EK,mine,"x, ""y""
                z",film 1,2999-12-31T00:00:00+02:00
                ^b,EK,,,,
                ^c,EK,,"=ü,日本",,
                """;
        operator.key("import", operator.file("keys.csv", keys.replace("EK", Operator.EK)));
    }

    private String all() {
        return operator.keyJson("list").toString().replaceAll("\"lastUpdate\":\"[^\"]*\"", "");
    }

    private void deleteAll() {
        operator.key("delete", "^a", "^b", "^c");
        assertEquals(0, operator.keyJson("list").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void export_isWhatImportReads(String format) throws IOException {
        String before = all();
        Path file = folder.resolve("export");

        Answer answer = operator.key("export", "--format", format, "--to", file.toString());
        assertEquals("keys exported: 3\n", answer.out());
        assertEquals("", answer.err());
        deleteAll();

        assertEquals(0, operator.key("import", file.toString()).exitCode(), Files.readString(file));
        assertEquals(before, all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void exportInTheClear_saysSo_andIsWhatImportReadsUnderAnotherKek(String format) {
        Answer clear = operator.key("export", "--format", format, "--kek", operator.kekFile());
        assertEquals(0, clear.exitCode());
        assertTrue(clear.out().contains(Operator.KEY), clear.out());
        assertFalse(clear.out().contains(Operator.EK), clear.out());
        assertEquals(
                "warning: KEYS IN THE CLEAR are written: whoever reads them can decrypt the content\n", clear.err());
        deleteAll();

        String other = operator.file("other", Operator.SECRET);
        Answer imported = operator.typing(clear.out()).key("import", "-", "--kek", other);
        assertEquals(0, imported.exitCode(), imported.err());
        JsonNode key = operator.keyJson("get", "^a", "--kek", other).get(0);
        assertEquals(Operator.KEY, key.get("k").stringValue());
        assertTrue(key.get("kekId").stringValue().startsWith("#1."), key.toString());
    }

    @Test
    void json_isAnObjectALine() {
        assertEquals(3, operator.key("export").out().lines().count());
        assertTrue(operator.key("export").out().startsWith("{\"kid\":\""));
    }

    @Test
    void keysUnderAnotherKek_stayWrapped_andAreCounted() {
        Answer answer = operator.key("export", "--kek", operator.file("other", Operator.SECRET));

        assertEquals(0, answer.exitCode());
        assertTrue(answer.out().contains(Operator.EK));
        assertTrue(
                answer.err()
                        .endsWith("warning: keys that are written wrapped, because this KEK does not open them: 3\n"),
                answer.err());
    }

    @Test
    void file_isItsOwnersAlone_andNeverReplaced() throws IOException {
        Path file = folder.resolve("export");
        assertEquals(
                3,
                operator.keyJson("export", "--to", file.toString())
                        .get("exported")
                        .intValue());

        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        String before = Files.readString(file);
        operator.key("delete", "^a");
        Answer again = operator.key("export", "--to", file.toString());
        assertEquals(1, again.exitCode());
        assertEquals("error: there is a file " + file + " already\n", again.err());
        assertEquals(before, Files.readString(file));
    }

    @Test
    void fileInAFolderThatIsNotThere_isRefused() {
        Answer answer =
                operator.key("export", "--to", folder.resolve("none/export").toString());

        assertEquals(1, answer.exitCode());
        assertTrue(answer.err().startsWith("error: there is no folder for the file"), answer.err());
    }

    @Test
    void exportOfNoKeys_isAnEmptyFile_orAHeader() {
        deleteAll();

        assertEquals("", operator.key("export").out());
        assertEquals(
                "kid,k,ek,kekId,info,contentId,expiration,lastUpdate\r\n",
                operator.key("export", "--format", "csv").out());
        assertEquals(0, operator.typing("kid,k,ek\r\n").key("import", "-").exitCode());
    }
}
