package org.symbolon.core.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.symbolon.core.keystore.KeyCalls.NOW;
import static org.symbolon.core.keystore.KeyCalls.caller;
import static org.symbolon.core.keystore.KeyCalls.fields;
import static org.symbolon.core.keystore.KeyCalls.kek;
import static org.symbolon.core.keystore.KeyCalls.key;
import static org.symbolon.core.keystore.KeyCalls.kid;
import static org.symbolon.core.keystore.KeyCalls.outcome;

import com.google.common.collect.ImmutableMap;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;

/**
 * The operations on keys that are there (key-storage-api, "Operations"), row by row; {@link KeyServiceCreateTest} has
 * the others.
 */
class KeyServiceTest {
    private final KeyCalls calls = new KeyCalls();
    private final KeyService service = calls.service;

    @BeforeEach
    void create() {
        service.create(
                caller("KEK"), fields("kid=^a&k=KEY&kekId=mine&info=i&contentId=c&expiration=2026-01-01T13:00:00Z"));
        service.create(caller("OTHERKEK"), fields("kid=^b&k=KEY2"));
    }

    private String change(String kid, String request, KeyCaller caller) {
        return outcome(() -> {
            service.change(caller, kid(kid), fields(request));
            return "changed";
        });
    }

    private String get(KeyCaller caller, String... kids) {
        return outcome(() -> service
                .get(caller, Stream.of(kids).map(KeyCalls::kid).toList())
                .stream()
                .map(KeyServiceTest::shown)
                .collect(Collectors.joining(" ")));
    }

    /** The word for the key that is shown, {@code wrapped} where none is. */
    private static String shown(KeyObject key) {
        return key.k().map(k -> k.equals(key("KEY")) ? "KEY" : "KEY2").orElse("wrapped");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "info=new, '', kid k mine new c 2026-01-01T13:00:00Z",
        "info=new, KEK, kid k mine new c 2026-01-01T13:00:00Z",
        "info=, '', kid k mine '' c 2026-01-01T13:00:00Z",
        "info, '', kid k mine none c 2026-01-01T13:00:00Z",
        "contentId=new, '', kid k mine i new 2026-01-01T13:00:00Z",
        "contentId, '', kid k mine i none 2026-01-01T13:00:00Z",
        "expiration=2031-01-01, '', kid k mine i c 2031-01-01",
        "expiration, '', kid k mine i c none",
        "kekId=new, '', kid k new i c 2026-01-01T13:00:00Z",
        "kekId, '', kid k none i c 2026-01-01T13:00:00Z",
        "kekId, KEK, kid k none i c 2026-01-01T13:00:00Z",
        "kekId&info&contentId&expiration, '', kid k none none none none",
        "k=KEY2, KEK, kid k2 ID i c 2026-01-01T13:00:00Z",
        "k=KEY2&kekId=new, KEK, kid k2 new i c 2026-01-01T13:00:00Z",
        "k=KEY2&kekId, KEK, kid k2 ID i c 2026-01-01T13:00:00Z",
        "ek=EK, KEK, kid k ID i c 2026-01-01T13:00:00Z",
        "ek=EK, '', kid k mine i c 2026-01-01T13:00:00Z",
        "ek=EK&kekId=new, '', kid k new i c 2026-01-01T13:00:00Z",
        "k&ek, KEK, kid k mine i c 2026-01-01T13:00:00Z",
        "kid=^other&info=new, '', kid k mine new c 2026-01-01T13:00:00Z",
        "'', '', kid k mine i c 2026-01-01T13:00:00Z"
    })
    void change_ofWhatIsMentioned_leavesTheRest(String request, String kek, String expected) {
        calls.now = NOW.plusSeconds(7);
        KeyObject answered = service.change(caller(kek), kid("a"), fields(request));

        StoredKey stored = calls.stored("a").orElseThrow();
        assertEquals(expected.replace("''", "").replace("ID", KeyCalls.word("ID")), described(stored));
        assertEquals(calls.now, stored.lastUpdate());
        assertEquals(stored, answered.stored());
        assertEquals(kek.isEmpty(), answered.k().isEmpty());
        assertEquals(Optional.empty(), calls.stored("other"));
    }

    private static String described(StoredKey key) {
        String k = kek("KEK").unwrap(key.ek()).equals(Optional.of(key("KEY"))) ? "k" : "k2";
        return String.join(
                " ",
                key.kid().equals(kid("a")) ? "kid" : "another",
                k,
                key.kekId().orElse("none"),
                key.info().orElse("none"),
                key.contentId().orElse("none"),
                key.expiration().map(KeyExpiration::text).orElse("none"));
    }

    @ParameterizedTest(name = "{0}: {1} with {2}, keeping {3}")
    @CsvSource({
        "a, k=KEY2, '', '', INVALID_PARAMETERS k",
        "a, info=new, OTHERKEK, '', INCORRECT_KEK kek",
        "a, '', OTHERKEK, '', INCORRECT_KEK kek",
        "a, ek=EK&info=new, OTHERKEK, '', INCORRECT_KEK kek",
        "unknown, info=new, '', '', NOT_FOUND no",
        "unknown, kid=^a&info=new, KEK, '', NOT_FOUND no",
        "unknown, k=KEY, KEK, KEK, NOT_FOUND no"
    })
    void change_thatIsRefused_changesNothing(String kid, String request, String kek, String managed, String outcome) {
        Optional<StoredKey> before = calls.stored("a");
        calls.now = NOW.plusSeconds(7);
        assertEquals(outcome, change(kid, request, caller(kek, managed)));
        assertEquals(before, calls.stored("a"));
        assertEquals(2, service.count(caller("")));
    }

    @Test
    void change_withAnotherKekAndKey_movesTheKeyUnderThatKek() {
        assertEquals("changed", change("a", "k=KEY", caller("OTHERKEK")));
        assertEquals("KEY KEY2", get(caller("OTHERKEK"), "a", "b"));
    }

    @Test
    void change_ofTheKeyUnderTheKekThatIsKept_neverShowsIt() {
        KeyObject changed = service.change(caller("", "OTHERKEK"), kid("a"), fields("k=KEY2"));
        assertEquals(Optional.empty(), changed.k());
        assertEquals(Optional.of(kek("OTHERKEK").id()), changed.stored().kekId());
        assertEquals("KEY2", get(caller("OTHERKEK"), "a"));
    }

    @Test
    void change_ofAKeyThatExpiresThen_isTheLastThatIsSeenOfIt() {
        assertEquals("changed", change("a", "expiration=2026-01-01T12:00:00Z", caller("KEK")));
        assertEquals("NOT_FOUND no", get(caller(""), "a"));
    }

    @ParameterizedTest(name = "{0} with {1}, keeping {2}")
    @CsvSource({
        "a, KEK, '', KEY",
        "a, '', '', wrapped",
        "a, '', KEK, wrapped",
        "a, OTHERKEK, '', INCORRECT_KEK kek",
        "a, OTHERKEK, KEK, INCORRECT_KEK kek",
        "unknown, KEK, '', NOT_FOUND no",
        "'b,a', '', '', wrapped wrapped",
        "'a,a,a', KEK, '', KEY KEY KEY",
        "'a,b', KEK, '', INCORRECT_KEK kek",
        "'a,unknown,a', '', '', NOT_FOUND no",
        "'', '', '', ''"
    })
    void get_isAllOrNone(String kids, String kek, String managedKek, String outcome) {
        assertEquals(outcome, get(caller(kek, managedKek), kids.isEmpty() ? new String[0] : kids.split(",")));
    }

    @Test
    void get_isInTheOrderAskedFor() {
        List<KeyId> asked = List.of(kid("b"), kid("a"), kid("b"));
        assertEquals(
                asked,
                service.get(caller(""), asked).stream()
                        .map(key -> key.stored().kid())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1001, INVALID_PARAMETERS at"})
    void get_ofMoreThanAThousand_isRefused(int kids, String outcome) {
        List<KeyId> asked = Collections.nCopies(kids, kid("a"));
        assertEquals(outcome, outcome(() -> "" + service.get(caller(""), asked).size()));
    }

    @ParameterizedTest
    @CsvSource({"KEK, KEY wrapped", "OTHERKEK, wrapped KEY2", "'', wrapped wrapped"})
    void list_unwrapsWhatTheKekFits(String kek, String shown) {
        ImmutableMap<KeyId, String> listed =
                service.list(caller(kek, "KEK"), new KeyPage(Optional.empty(), 10)).stream()
                        .collect(ImmutableMap.toImmutableMap(key -> key.stored().kid(), KeyServiceTest::shown));
        assertEquals(shown, listed.get(kid("a")) + " " + listed.get(kid("b")));
    }

    @Test
    void list_goesPageByPage() {
        List<KeyObject> all = service.list(caller(""), new KeyPage(Optional.empty(), 10));
        KeyPage first = new KeyPage(Optional.empty(), 1);
        assertEquals(all.subList(0, 1), service.list(caller(""), first));
        KeyPage second = new KeyPage(Optional.of(all.get(0).stored().kid()), 1);
        assertEquals(all.subList(1, 2), service.list(caller(""), second));
    }

    @Test
    void remove_isOfWhatIsThere() {
        service.remove(caller(""), kid("a"));
        assertEquals(Optional.empty(), calls.stored("a"));
        assertEquals(1, service.count(caller("")));
        assertEquals("NOT_FOUND no", outcome(() -> {
            service.remove(caller(""), kid("a"));
            return "removed";
        }));
    }

    /** The key's expiration is at 13:00. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void expired_isNotThereForAnyOperation(long millis) {
        calls.now = NOW.plusSeconds(3599).plusMillis(877 + millis);
        boolean there = millis < 0;
        assertEquals(there ? "KEY" : "NOT_FOUND no", get(caller("KEK"), "a"));
        assertEquals(there ? 2 : 1, service.count(caller("")));
        assertEquals(
                there ? 2 : 1,
                service.list(caller(""), new KeyPage(Optional.empty(), 10)).size());
        assertEquals(there ? "changed" : "NOT_FOUND no", change("a", "info=new", caller("KEK")));
        assertEquals(there ? "there" : "created", calls.create("kid=^a&k=KEY2", caller("KEK")));
    }

    @Test
    void otherAccountOrEnvironment_seesNothing() {
        KeyCaller own = caller("KEK");
        for (KeyCaller other : List.of(
                new KeyCaller(own.account(), Environment.TEST, own.kek(), own.kek()),
                new KeyCaller(new AccountId(1), own.environment(), own.kek(), own.kek()))) {
            assertEquals("NOT_FOUND no", get(other, "a"));
            assertEquals("NOT_FOUND no", change("a", "info=new", other));
            assertEquals(0, service.count(other));
            assertFalse(calls.stored("a").isEmpty());
        }
    }
}
