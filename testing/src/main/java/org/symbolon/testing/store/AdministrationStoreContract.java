package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.ChangedMeanwhileException;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.store.administration.Login;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.store.administration.TokenHash;
import org.symbolon.core.value.AccountId;
import org.symbolon.testing.Bits;

/** The tests that every {@link AdministrationStore} passes. */
public final class AdministrationStoreContract {
    private static final AccountId ACCOUNT = new AccountId(201_722);
    private static final String SUBJECT = "account/201722";
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final AuditQuery ALL = AuditQuery.builder().build();

    private AdministrationStoreContract() {}

    /**
     * The tests.
     *
     * @param stores opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> stores) {
        return Stream.of(
                test("empty_hasNothing", stores, AdministrationStoreContract::empty),
                test("change_isThereWithItsEntry", stores, AdministrationStoreContract::change),
                test("change_thatThrows_leavesNoEntry", stores, AdministrationStoreContract::changeThrows),
                test("change_ofAnOlderRevision_changesNothing", stores, AdministrationStoreContract::changedMeanwhile),
                test("change_ofManyAtOnce_isMadeByOne", stores, AdministrationStoreContract::atOnce),
                test("append_writesAnEntry_ofAnyLength", stores, AdministrationStoreContract::append),
                test("append_ofAnOlderRevision_writesNone", stores, AdministrationStoreContract::appendedMeanwhile),
                test("find_byActorAndSubject_inPages", stores, AdministrationStoreContract::pages),
                test("administrator_isAdded_changed_removed", stores, AdministrationStoreContract::administrator),
                test("login_worksOnce_untilItExpires", stores, AdministrationStoreContract::login),
                test("login_endsWithItsAdministrator", stores, AdministrationStoreContract::loginOfRemoved));
    }

    private static DynamicTest test(String name, Supplier<Stores> places, Consumer<Stores> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = places.get()) {
                body.accept(stores);
            }
        });
    }

    private static AuditEntry entry(String actor, String subject, AuditChange... changes) {
        return AuditEntry.builder()
                .time(NOW)
                .actor(actor)
                .place("127.0.0.1")
                .action("account.change")
                .subject(subject)
                .changes(ImmutableList.copyOf(changes))
                .build();
    }

    private static AuditEntry numbered(long number, AuditEntry entry) {
        return AuditEntry.builder().from(entry).number(number).build();
    }

    private static Account write(Stores stores, String name) {
        return stores.accounts()
                .change(
                        ACCOUNT,
                        stored -> Account.builder().id(ACCOUNT).name(name).build());
    }

    private static String name(Stores stores) {
        return stores.accounts().changesAfter(0).accounts().stream()
                .map(Account::name)
                .findFirst()
                .orElse("");
    }

    private static void empty(Stores stores) {
        AdministrationStore store = stores.administration();
        assertEquals(ImmutableList.of(), store.find(ALL));
        assertEquals(ImmutableList.of(), store.administrators());
        assertEquals(0, store.revision(SUBJECT));
    }

    private static void change(Stores stores) {
        AuditChange changed = new AuditChange("name", Optional.empty(), Optional.of("Älvsjö"));
        Account written = stores.administration()
                .change(SUBJECT, Expected.of(0), () -> entry("a", SUBJECT, changed), () -> write(stores, "Älvsjö"));

        assertEquals("Älvsjö", written.name());
        assertEquals("Älvsjö", name(stores));
        assertEquals(
                ImmutableList.of(numbered(1, entry("a", SUBJECT, changed))),
                stores.administration().find(ALL));
        assertEquals(1, stores.administration().revision(SUBJECT));
    }

    private static void changeThrows(Stores stores) {
        AdministrationStore store = stores.administration();
        assertThrows(
                IllegalArgumentException.class,
                () -> store.change(
                        SUBJECT,
                        Expected.ANY,
                        () -> entry("a", SUBJECT),
                        () -> stores.accounts().change(ACCOUNT, stored -> {
                            throw new IllegalArgumentException("refused");
                        })));
        empty(stores);

        write(stores, "later");
        assertEquals(ImmutableList.of(), store.find(ALL), "what was to accompany a change is forgotten with it");
    }

    private static void changedMeanwhile(Stores stores) {
        AdministrationStore store = stores.administration();
        store.change(SUBJECT, Expected.of(0), () -> entry("a", SUBJECT), () -> write(stores, "first"));
        assertThrows(
                ChangedMeanwhileException.class,
                () -> store.change(SUBJECT, Expected.of(0), () -> entry("b", SUBJECT), () -> write(stores, "second")));
        assertEquals("first", name(stores));
        assertEquals(1, store.find(ALL).size());

        store.change(SUBJECT, Expected.of(1), () -> entry("b", SUBJECT), () -> write(stores, "third"));
        store.change("account/1", Expected.of(0), () -> entry("b", "account/1"), () -> write(stores, "fourth"));
        assertEquals(2, store.revision(SUBJECT));
    }

    private static void atOnce(Stores stores) {
        AdministrationStore store = stores.administration();
        AtomicInteger made = new AtomicInteger();
        ContractThreads.run(8, thread -> {
            try {
                store.change(
                        SUBJECT,
                        Expected.of(0),
                        () -> entry("t" + thread, SUBJECT),
                        () -> write(stores, "by " + thread));
                made.incrementAndGet();
            } catch (ChangedMeanwhileException e) {
                assertEquals(1, store.revision(SUBJECT));
            }
        });
        assertEquals(1, made.get());
        assertEquals(1, store.find(ALL).size());
        assertEquals("by " + store.find(ALL).get(0).actor().substring(1), name(stores));
    }

    private static void append(Stores stores) {
        AuditChange[] many = new AuditChange[200];
        for (int i = 0; i < many.length; i++) {
            many[i] = new AuditChange("field" + i, Optional.of("x".repeat(1_001)), Optional.empty());
        }
        stores.administration().append(entry("a", SUBJECT, many), Expected.of(0));
        assertEquals(
                ImmutableList.of(numbered(1, entry("a", SUBJECT, many))),
                stores.administration().find(ALL));
    }

    private static void appendedMeanwhile(Stores stores) {
        AdministrationStore store = stores.administration();
        store.append(entry("a", SUBJECT), Expected.ANY);
        assertThrows(ChangedMeanwhileException.class, () -> store.append(entry("b", SUBJECT), Expected.of(0)));
        assertThrows(ChangedMeanwhileException.class, () -> store.append(entry("b", SUBJECT), Expected.of(2)));
        store.append(entry("c", SUBJECT), Expected.of(1));
        assertEquals(
                ImmutableList.of("c", "a"),
                store.find(ALL).stream().map(AuditEntry::actor).collect(ImmutableList.toImmutableList()));
    }

    private static void pages(Stores stores) {
        AdministrationStore store = stores.administration();
        for (int i = 0; i < 6; i++) {
            AuditChange number = new AuditChange("i", Optional.empty(), Optional.of("" + i));
            store.append(entry("actor" + i % 2, "subject" + i % 3, number), Expected.ANY);
        }
        ImmutableList<AuditEntry> all = store.find(ALL);
        assertEquals(6, all.size());
        AuditQuery page = AuditQuery.builder().length(2).build();
        assertEquals(all.subList(0, 2), store.find(page));
        assertEquals(
                all.subList(2, 4),
                store.find(AuditQuery.builder()
                        .from(page)
                        .before(all.get(1).number())
                        .build()));
        assertEquals(
                ImmutableList.of(all.get(0), all.get(2), all.get(4)),
                store.find(AuditQuery.builder().actor("actor1").build()));
        assertEquals(
                ImmutableList.of(all.get(0), all.get(3)),
                store.find(AuditQuery.builder().subject("subject2").build()));
        assertEquals(
                ImmutableList.of(all.get(3)),
                store.find(
                        AuditQuery.builder().actor("actor0").subject("subject2").build()));
        assertThrows(
                IllegalArgumentException.class,
                () -> AuditQuery.builder().length(AuditQuery.MOST + 1).build());
    }

    private static Administrator administrator(String name, int token) {
        return Administrator.builder()
                .name(name)
                .role(Role.SUPPORT)
                .token(hash(token))
                .created(NOW)
                .build();
    }

    private static TokenHash hash(int number) {
        return TokenHash.of(Bits.counting(number, 32));
    }

    private static void administrator(Stores stores) {
        AdministrationStore store = stores.administration();
        Administrator first = administrator("first", 1);
        Administrator second = administrator("second", 2);
        store.change("second", stored -> Optional.of(second));
        store.change("first", stored -> Optional.of(first));
        assertEquals(ImmutableList.of(first, second), store.administrators());

        Administrator limited = Administrator.builder()
                .from(first)
                .role(Role.OWNER)
                .token(hash(3))
                .expires(NOW.plusMillis(1))
                .build();
        store.change("first", stored -> {
            assertEquals(Optional.of(first), stored);
            return Optional.of(limited);
        });
        assertEquals(ImmutableList.of(limited, second), store.administrators());

        assertEquals(Optional.empty(), store.change("second", stored -> Optional.empty()));
        assertEquals(ImmutableList.of(limited), store.administrators());
    }

    private static void login(Stores stores) {
        AdministrationStore store = stores.administration();
        store.change("first", stored -> Optional.of(administrator("first", 1)));
        store.addLogin(hash(7), new Login("first", NOW, NOW.plusMillis(2)));
        store.addLogin(hash(8), new Login("first", NOW, NOW.plusMillis(2)));
        store.addLogin(hash(9), new Login("first", NOW, NOW.plusMillis(5)));

        assertEquals(Optional.of("first"), store.takeLogin(hash(7), NOW.plusMillis(1)));
        assertEquals(Optional.empty(), store.takeLogin(hash(7), NOW.plusMillis(1)));
        assertEquals(Optional.empty(), store.takeLogin(hash(8), NOW.plusMillis(2)));
        assertEquals(Optional.empty(), store.takeLogin(hash(6), NOW));

        store.addLogin(hash(10), new Login("first", NOW.plusMillis(4), NOW.plusMillis(9)));
        assertEquals(Optional.of("first"), store.takeLogin(hash(9), NOW.plusMillis(4)));
        assertEquals(Optional.of("first"), store.takeLogin(hash(10), NOW.plusMillis(4)));
    }

    private static void loginOfRemoved(Stores stores) {
        AdministrationStore store = stores.administration();
        store.change("first", stored -> Optional.of(administrator("first", 1)));
        store.addLogin(hash(7), new Login("first", NOW, NOW.plusMillis(2)));
        store.change("first", stored -> Optional.empty());
        assertEquals(Optional.empty(), store.takeLogin(hash(7), NOW));
    }
}
