package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.store.StoreAccess;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.keyring.KeyRing;
import org.symbolon.core.store.keyring.RingKey;
import org.symbolon.store.jdbc.postgres.PostgresServer;

/** What is found of a PostgreSQL database; SQLite is examined by the tests of {@code symbolon doctor}. */
class StoreExaminationTest {
    private final JdbcStoreProvider provider = new JdbcStoreProvider();

    @TempDir
    private Path folder;

    private Settings onPostgres() {
        Settings settings = Settings.inFolder(folder)
                .with(CoreSettings.STORE_URL, PostgresServer.shared().newDatabase());
        try (Stores stores = provider.open(settings, StoreAccess.SETUP)) {
            RingKey key = RingKey.random(new SecureRandom(), Instant.now());
            stores.keyRing().change(none -> KeyRing.of(key));
        }
        return settings;
    }

    private static ImmutableList<Finding> of(ImmutableList<Finding> all, String subject, String part) {
        return all.stream()
                .filter(finding ->
                        finding.subject().equals(subject) && finding.text().contains(part))
                .collect(ImmutableList.toImmutableList());
    }

    @Test
    void databaseThatIsWell() {
        ImmutableList<Finding> findings = provider.examine(onPostgres(), InstantSource.system());
        assertEquals(Level.OK, of(findings, "database", "takes changes").get(0).level());
        assertEquals(Level.OK, of(findings, "store", "belong together").get(0).level());
        assertEquals(1, of(findings, "database", "connections").size());
        assertEquals(1, of(findings, "database", "synchronous_commit").size());
        assertTrue(findings.stream().noneMatch(finding -> finding.level() == Level.PROBLEM), findings.toString());
    }

    @ParameterizedTest
    @CsvSource({"PT0S, OK", "PT30S, WARNING", "PT-10M, PROBLEM"})
    void clockOfTheDatabase_isCompared(Duration ahead, Level level) {
        ImmutableList<Finding> findings =
                provider.examine(onPostgres(), InstantSource.offset(InstantSource.system(), ahead));
        assertEquals(level, of(findings, "clock", "database server").get(0).level(), findings.toString());
    }

    @Test
    void databaseThatDoesNotAnswer_isAProblem_andTheRingIsExaminedAllTheSame() {
        Settings settings = Settings.inFolder(folder).with(CoreSettings.STORE_URL, "jdbc:postgresql://127.0.0.1:1/x");
        ImmutableList<Finding> findings = provider.examine(settings, InstantSource.system());
        assertEquals(
                Level.PROBLEM, of(findings, "store", "cannot be opened").get(0).level());
        assertEquals(Level.WARNING, of(findings, "key ring", "yet").get(0).level());
    }
}
