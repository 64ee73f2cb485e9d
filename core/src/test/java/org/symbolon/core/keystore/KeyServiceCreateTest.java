package org.symbolon.core.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.symbolon.core.keystore.KeyCalls.NOW;
import static org.symbolon.core.keystore.KeyCalls.caller;
import static org.symbolon.core.keystore.KeyCalls.ek;
import static org.symbolon.core.keystore.KeyCalls.fields;
import static org.symbolon.core.keystore.KeyCalls.kek;
import static org.symbolon.core.keystore.KeyCalls.key;
import static org.symbolon.core.keystore.KeyCalls.kid;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.store.key.KeyExpiration;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyId;

/** {@code POST /keys} (key-storage-api, "Operations"), row by row, and what imports do. */
class KeyServiceCreateTest {
    private final KeyCalls calls = new KeyCalls();

    private KeyCreation create(String request, KeyCaller caller) {
        return calls.service.create(caller, fields(request));
    }

    @ParameterizedTest(name = "{0} with {1}, keeping {2}")
    @CsvSource({
        // neither k nor ek
        "'', KEK, '', created",
        "'', '', '', INVALID_PARAMETERS a",
        "'', '', KEK, INVALID_PARAMETERS a",
        "kid=^new, KEK, '', created",
        "kid=^new, '', '', INVALID_PARAMETERS a",
        "kid=^new, '', KEK, INVALID_PARAMETERS a",
        "k&ek, KEK, '', created",
        // a key in the clear
        "k=KEY, KEK, '', created",
        "kid=^new&k=KEY, KEK, OTHERKEK, created",
        "kid=^new&k=KEY, '', KEK, created",
        "kid=^new&k=KEY, '', '', INVALID_PARAMETERS k",
        // a wrapped key
        "ek=EK, '', '', created",
        "kid=^new&ek=EK, '', OTHERKEK, created",
        "kid=^new&ek=EK, KEK, '', created",
        "kid=^new&ek=EK, OTHERKEK, '', INCORRECT_KEK kek",
        // an id that exists
        "kid=^old, KEK, '', there",
        "kid=^old, '', '', there",
        "kid=^old&k=KEY2&info=changed, KEK, '', there",
        "kid=^old&k=KEY2, '', '', there",
        "kid=^old&k=KEY2, '', OTHERKEK, there",
        "kid=^old&ek=EK&info=changed, '', '', there",
        "kid=^old, OTHERKEK, '', INCORRECT_KEK kek",
        "kid=^old&k=KEY2, OTHERKEK, '', INCORRECT_KEK kek"
    })
    void create_isDoneAnsweredOrRefused(String request, String kek, String managedKek, String outcome) {
        create("kid=^old&k=KEY&info=before", caller("KEK"));
        StoredKey before = calls.stored("old").orElseThrow();
        calls.now = NOW.plusSeconds(1);

        assertEquals(outcome, calls.create(request, caller(kek, managedKek)));

        assertEquals(Optional.of(before), calls.stored("old"), "what is there stays as it was");
        int added = outcome.equals("created") ? 1 : 0;
        assertEquals(1 + added, calls.service.count(caller("")));
    }

    @Test
    void create_ofEveryField_isStoredAndShown() {
        KeyCreation created = create("kid=^a&k=KEY&kekId=mine&info=i&contentId=c&expiration=2026-01-02", caller("KEK"));

        StoredKey expected = StoredKey.builder()
                .kid(kid("a"))
                .ek(ek("EK"))
                .kekId("mine")
                .info("i")
                .contentId("c")
                .expiration(KeyExpiration.parse("2026-01-02").value())
                .lastUpdate(NOW)
                .build();
        assertEquals(new KeyCreation(new KeyObject(expected, Optional.of(key("KEY"))), true), created);
        assertEquals(Optional.of(expected), calls.stored("a"));
    }

    @ParameterizedTest(name = "{0} with {1}, keeping {2}")
    @CsvSource({
        "k=KEY&kekId=mine, KEK, '', mine",
        "k=KEY&kekId=, KEK, '', ''",
        "k=KEY, KEK, '', ID",
        "k=KEY&kekId, KEK, '', ID",
        "k=KEY, '', KEK, ID",
        "ek=EK, KEK, '', ID",
        "ek=EK&kekId=mine, KEK, '', mine",
        "ek=EK&kekId=mine, '', '', mine",
        "'', KEK, '', ID",
        "ek=EK, '', '', none",
        "ek=EK, '', KEK, none"
    })
    void kekId_isTheCallersOwn_orMadeWhereTheKekIsAtHand(String request, String kek, String managedKek, String kekId) {
        KeyObject created = create(request, caller(kek, managedKek)).key();
        assertEquals(KeyCalls.word(kekId), created.stored().kekId().orElse("none"));
    }

    @Test
    void create_withoutKidOrKey_makesOthersEachTime() {
        List<KeyObject> created = IntStream.range(0, 50)
                .mapToObj(i -> create("", caller("KEK")).key())
                .toList();
        assertEquals(
                50, created.stream().map(key -> key.stored().kid()).distinct().count());
        assertEquals(
                50,
                created.stream()
                        .map(key -> key.k().orElseThrow().reveal())
                        .map(bytes -> KeyId.of(bytes).toString())
                        .distinct()
                        .count());
        for (KeyObject key : created) {
            assertEquals(key.k(), kek("KEK").unwrap(key.stored().ek()));
            assertEquals(Optional.of(key.stored()), calls.stored(key.stored().kid()));
        }
    }

    @ParameterizedTest(name = "{0} with {1}, keeping {2}")
    @CsvSource({
        "k=KEY, KEK, '', KEY",
        "ek=EK, KEK, '', KEY",
        "ek=EK, '', '', none",
        "ek=EK, '', KEK, none",
        "k=KEY, '', KEK, none"
    })
    void created_isInTheClear_whereTheCallerBringsTheKek(String request, String kek, String managedKek, String shown) {
        KeyObject created = create("kid=^a&" + request, caller(kek, managedKek)).key();
        assertEquals(Optional.of(shown).filter(key -> !key.equals("none")).map(KeyCalls::key), created.k());
        assertEquals(ek("EK"), created.stored().ek());
    }

    @Test
    void managedKek_wrapsWhatTheCallersKekDoesNot() {
        create("kid=^a&k=KEY", caller("", "OTHERKEK"));
        create("kid=^b&k=KEY", caller("KEK", "OTHERKEK"));
        assertEquals(
                Optional.of(key("KEY")),
                kek("OTHERKEK").unwrap(calls.stored("a").orElseThrow().ek()));
        assertEquals(ek("EK"), calls.stored("b").orElseThrow().ek());
    }

    @Test
    void create_whereTheOneThatHadTheIdHasExpired_isNew() {
        create("kid=^a&k=KEY&expiration=2026-01-01T12:00:01Z", caller("KEK"));
        calls.now = NOW.plusSeconds(1);
        assertEquals("created", calls.create("kid=^a&k=KEY2", caller("KEK")));
        assertEquals(Optional.empty(), calls.stored("a").orElseThrow().expiration());
    }

    @Test
    void putAll_addsAndReplaces() {
        create("kid=^a&k=KEY&info=before", caller("KEK"));
        calls.service.putAll(caller("KEK"), List.of(fields("kid=^a&k=KEY2"), fields("kid=^b&ek=EK")));
        assertEquals(
                ImmutableSet.of(Optional.of(key("KEY2")), Optional.of(key("KEY"))),
                calls.service.get(caller("KEK"), List.of(kid("a"), kid("b"))).stream()
                        .map(KeyObject::k)
                        .collect(ImmutableSet.toImmutableSet()));
        assertEquals(Optional.empty(), calls.stored("a").orElseThrow().info());
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "k=KEY, KEK, INVALID_PARAMETERS kid",
        "kid=^b, KEK, INVALID_PARAMETERS k",
        "kid=^b&k=KEY, '', INVALID_PARAMETERS k",
        "kid=^b&ek=EK, OTHERKEK, INCORRECT_KEK kek"
    })
    void putAll_ofOneThatIsNoKey_putsNone(String request, String kek, String outcome) {
        KeyRefusedException refused = assertThrows(
                KeyRefusedException.class,
                () -> calls.service.putAll(caller(kek), List.of(fields("kid=^a&ek=" + wrapped(kek)), fields(request))));
        assertEquals(outcome, KeyCalls.outcome(() -> {
            throw refused;
        }));
        assertEquals(0, calls.service.count(caller("")));
    }

    /** Under this KEK, so that nothing is wrong with the key. */
    private static String wrapped(String kek) {
        return Hex.encode(kek(kek.isEmpty() ? "KEK" : kek).wrap(key("KEY")).reveal());
    }
}
