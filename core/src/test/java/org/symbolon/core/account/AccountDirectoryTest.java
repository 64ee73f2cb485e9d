package org.symbolon.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.value.Environment.PRODUCTION;
import static org.symbolon.core.value.Environment.TEST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.AccountChanges;
import org.symbolon.core.store.account.AccountStore;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.memory.InMemoryStores;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;

class AccountDirectoryTest {
    private static final AccountId ONE = new AccountId(1);
    private static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";
    private static final String SECOND_SECRET = "2ad8eed133edf43cbcc185f0236828ae";
    private static final String TEST_SECRET = "3ad8eed133edf43cbcc185f0236828ae";

    private final AccountStore store = new InMemoryStores().accounts();
    private final AccountDirectory directory = new AccountDirectory(store);

    private static Account account(long id) {
        AccountId account = new AccountId(id);
        return Account.builder()
                .id(account)
                .name("account " + id)
                .addAuthenticators(authenticator(account, PRODUCTION, SECRET))
                .addAuthenticators(authenticator(account, PRODUCTION, SECOND_SECRET))
                .addAuthenticators(authenticator(account, TEST, TEST_SECRET))
                .build();
    }

    private static Authenticator authenticator(AccountId account, Environment environment, String secret) {
        return Authenticator.of(
                account, environment, AuthenticatorSecret.parse(secret).orElseThrow());
    }

    @Test
    void readerOfTheRevision_isToldOfEachChangeThatIsInForce() {
        List<Long> told = new ArrayList<>();
        AccountDirectory other = new AccountDirectory(store, told::add);
        long before = other.refresh();

        store.change(new AccountId(9), stored -> account(9));
        assertEquals(List.of(before), told);
        assertEquals(before + 1, other.refresh());
        other.refresh();

        assertEquals(List.of(before, before + 1), told);
    }

    private Optional<AccountId> authenticate(String text, Environment environment) {
        return directory
                .authenticate(CustomerAuthenticator.parse(text).value(), environment)
                .map(Account::id);
    }

    @BeforeEach
    void fill() {
        directory.change(ONE, before -> account(1));
        directory.change(new AccountId(2), before -> account(2));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1ad8eed133edf43cbcc185f0236828ae, PRODUCTION, true",
        "1, 2ad8eed133edf43cbcc185f0236828ae, PRODUCTION, true",
        "1, 3ad8eed133edf43cbcc185f0236828ae, TEST, true",
        "1, 1AD8EED133EDF43CBCC185F0236828AE, PRODUCTION, true",
        "2, 1ad8eed133edf43cbcc185f0236828ae, PRODUCTION, true",
        "1, 1ad8eed133edf43cbcc185f0236828ae, TEST, false",
        "1, 3ad8eed133edf43cbcc185f0236828ae, PRODUCTION, false",
        "1, 1ad8eed133edf43cbcc185f0236828af, PRODUCTION, false",
        "1, 00000000000000000000000000000000, PRODUCTION, false",
        "3, 1ad8eed133edf43cbcc185f0236828ae, PRODUCTION, false",
        "999999999999999999, 00000000000000000000000000000000, PRODUCTION, false"
    })
    void authenticate_byIdSecretAndEnvironment(long id, String secret, Environment environment, boolean known) {
        assertEquals(
                known ? Optional.of(new AccountId(id)) : Optional.empty(),
                authenticate(id + "," + secret, environment));
    }

    @Test
    void authenticate_hashOfAnotherAccount_isRefused() {
        Account thief = Account.builder()
                .id(new AccountId(4))
                .addAuthenticators(authenticator(ONE, PRODUCTION, SECRET))
                .build();
        directory.change(thief.id(), before -> thief);
        assertEquals(Optional.empty(), authenticate("4," + SECRET, PRODUCTION));
    }

    @Test
    void authenticate_secretThatWasTakenAway_isRefusedAtOnce() {
        directory.change(
                ONE,
                before -> Account.builder()
                        .from(before.orElseThrow())
                        .authenticators(List.of(authenticator(ONE, PRODUCTION, SECOND_SECRET)))
                        .build());
        assertEquals(Optional.empty(), authenticate("1," + SECRET, PRODUCTION));
        assertEquals(Optional.of(ONE), authenticate("1," + SECOND_SECRET, PRODUCTION));
    }

    @Test
    void refresh_takesOverWhatOthersChanged() {
        store.change(
                ONE,
                before -> Account.builder()
                        .from(before.orElseThrow())
                        .name("renamed")
                        .build());
        store.change(new AccountId(3), before -> account(3));
        assertEquals("account 1", directory.find(ONE).orElseThrow().name());
        assertEquals(2, directory.all().size());
        directory.refresh();
        assertEquals("renamed", directory.find(ONE).orElseThrow().name());
        assertEquals("account 2", directory.find(new AccountId(2)).orElseThrow().name());
        assertEquals(3, directory.all().size());
        assertEquals(directory.all(), new AccountDirectory(store).all());
    }

    @Test
    void change_thatThrows_changesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> directory.change(ONE, before -> {
                    throw new IllegalStateException("no");
                }));
        assertEquals(account(1), directory.find(ONE).orElseThrow());
        assertEquals(Optional.empty(), directory.find(new AccountId(9)));
    }

    @Test
    void refresh_whileTheStoreIsAway_leavesWhatIsKnownInUse() {
        FailingStore failing = new FailingStore(store);
        AccountDirectory known = new AccountDirectory(failing);
        failing.away = true;
        assertThrows(StoreUnavailableException.class, known::refresh);
        assertEquals(directory.all(), known.all());
    }

    @Test
    void refresh_afterADeletionByAnother_forgetsTheAccount() {
        store.change(ONE, before -> account(1));
        directory.refresh();
        assertTrue(store.delete(ONE));
        directory.refresh();
        assertEquals(Optional.empty(), directory.find(ONE));
    }

    @Test
    void delete_isInForceAtOnce() {
        store.change(ONE, before -> account(1));
        directory.refresh();
        assertTrue(directory.delete(ONE));
        assertEquals(Optional.empty(), directory.find(ONE));
        assertFalse(directory.delete(ONE));
    }

    private static final class FailingStore implements AccountStore {
        private final AccountStore store;
        private boolean away;

        FailingStore(AccountStore store) {
            this.store = store;
        }

        @Override
        public AccountChanges changesAfter(long revision) {
            if (away) {
                throw new StoreUnavailableException("away");
            }
            return store.changesAfter(revision);
        }

        @Override
        public Account change(AccountId id, Function<Optional<Account>, Account> change) {
            return store.change(id, change);
        }
    }

    @Test
    void refresh_afterTheStoreWentBack_forgetsWhatItDoesNotHave() {
        AccountStore backup = new InMemoryStores().accounts();
        backup.change(new AccountId(2), before -> account(2));
        AccountStore[] current = {store};
        AccountDirectory restored = new AccountDirectory(new AccountStore() {
            @Override
            public AccountChanges changesAfter(long revision) {
                return current[0].changesAfter(revision);
            }

            @Override
            public Account change(AccountId id, Function<Optional<Account>, Account> change) {
                return current[0].change(id, change);
            }
        });
        assertEquals(2, restored.all().size());

        current[0] = backup;
        restored.refresh();

        assertEquals(List.of(new AccountId(2)), List.copyOf(restored.all().keySet()));
    }
}
