package org.symbolon.store.jdbc.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.symbolon.store.jdbc.OtherProcess;

@Timeout(120)
final class SqliteLibraryTest {
    @TempDir
    private Path data;

    @Test
    void killedProcesses_leaveOneLibraryInTheDataFolder() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (OtherProcess process = OtherProcess.ready("open", data)) {
                process.go();
                assertEquals(1, process.readLines(1));
                process.kill();
                process.exit();
            }
        }
        Path folder = data.resolve("native").resolve(SQLiteJDBCLoader.getVersion());
        assertEquals(List.of(folder.resolve(LibraryLoaderUtil.getNativeLibName())), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("native"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void folderThatDoesNotExist_isNotMade() {
        Path absent = data.resolve("absent");
        SqliteLibrary.keepIn(absent);
        assertFalse(Files.exists(absent));
    }
}
