package org.symbolon.testing.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.symbolon.core.store.Stores;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.value.AccountId;

/** The tests that every {@link TokenBalance} passes. */
public final class TokenBalanceContract {
    private static final AccountId METERED = new AccountId(1);
    private static final AccountId OTHER_METERED = new AccountId(2);
    private static final AccountId UNLIMITED = new AccountId(3);
    private static final AccountId UNKNOWN = new AccountId(4);

    private TokenBalanceContract() {}

    /**
     * The tests.
     *
     * @param empty opens empty stores; each test calls it once and closes what it returns
     */
    public static Stream<DynamicTest> tests(Supplier<Stores> empty) {
        return Stream.of(
                test("take_asLongAsTokensLast_thenNoMore", empty, TokenBalanceContract::takesAll),
                test("take_fromAnUnlimitedAccount_alwaysSucceeds", empty, TokenBalanceContract::unlimited),
                test("balance_ofAnUnknownAccount_isNone", empty, TokenBalanceContract::unknown),
                test("credit_addsAndReturnsTheNewBalance", empty, TokenBalanceContract::credits),
                test("credit_beyondTheLargestNumber_isRefused", empty, TokenBalanceContract::tooMuch),
                test("debit_takesAwayNoMoreThanThereIs", empty, TokenBalanceContract::debits),
                test("set_replacesTheBalance", empty, TokenBalanceContract::sets),
                test("set_toNoneAfterATake_refusesTheNext", empty, TokenBalanceContract::setsToNone),
                test("takeAtHand_takesOneTokenOrNone", empty, TokenBalanceContract::takesAtHand),
                test("takeAtHand_fromAnUnknownAccount_takesNone", empty, TokenBalanceContract::unknownAtHand),
                test("takeLater_takesOneTokenOrNone", empty, TokenBalanceContract::takesLater),
                test("sum_isOfMeteredAccountsAlone", empty, TokenBalanceContract::sums),
                test("endLeases_ofAnUnknownNode_changesNothing", empty, TokenBalanceContract::endsNothing),
                test("take_fromOneAccount_leavesOthersAlone", empty, TokenBalanceContract::apart),
                test("take_byManyThreads_neverOversells", empty, TokenBalanceContract::manyThreads),
                test("takeAtHand_byManyThreads_neverOversells", empty, TokenBalanceContract::manyThreadsAtHand),
                test(
                        "take_byManyThreadsWhileCredited_givesExactlyWhatThereWas",
                        empty,
                        TokenBalanceContract::creditsMeanwhile));
    }

    private static DynamicTest test(String name, Supplier<Stores> empty, Consumer<Stores> body) {
        return dynamicTest(name, () -> {
            try (Stores stores = empty.get()) {
                put(stores, METERED, true);
                put(stores, OTHER_METERED, true);
                put(stores, UNLIMITED, false);
                body.accept(stores);
            }
        });
    }

    private static void put(Stores stores, AccountId id, boolean metered) {
        Account account = Account.builder().id(id).metered(metered).build();
        stores.accounts().change(id, before -> account);
    }

    private static void takesAll(Stores stores) {
        stores.balance().set(METERED, 2);

        assertTrue(stores.balance().take(TestScope.of(METERED)));
        assertTrue(stores.balance().take(TestScope.of(METERED)));
        assertFalse(stores.balance().take(TestScope.of(METERED)));
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
    }

    private static void unlimited(Stores stores) {
        assertTrue(stores.balance().take(TestScope.of(UNLIMITED)));
        assertEquals(OptionalLong.empty(), stores.balance().credit(UNLIMITED, 5));
        stores.balance().set(UNLIMITED, 5);
        assertEquals(OptionalLong.empty(), stores.balance().remaining(UNLIMITED));
        assertTrue(stores.balance().take(TestScope.of(UNLIMITED)));
    }

    private static void unknown(Stores stores) {
        assertFalse(stores.balance().take(TestScope.of(UNKNOWN)));
        assertEquals(OptionalLong.empty(), stores.balance().credit(UNKNOWN, 5));
        stores.balance().set(UNKNOWN, 5);
        assertEquals(OptionalLong.empty(), stores.balance().remaining(UNKNOWN));
        assertFalse(stores.balance().take(TestScope.of(UNKNOWN)));
    }

    private static void credits(Stores stores) {
        assertEquals(OptionalLong.of(1_000), stores.balance().credit(METERED, 1_000));
        assertTrue(stores.balance().take(TestScope.of(METERED)));
        assertEquals(OptionalLong.of(3_000_000_999L), stores.balance().credit(METERED, 3_000_000_000L));
        assertEquals(OptionalLong.of(3_000_000_999L), stores.balance().remaining(METERED));
    }

    private static void endsNothing(Stores stores) {
        stores.balance().set(METERED, 5);
        assertTrue(stores.balance().take(TestScope.of(METERED)));
        for (String node : new String[] {"", "n", "00000000-0000-0000-0000-00000000dead"}) {
            assertEquals(Optional.of(ImmutableList.of()), stores.balance().endLeases(node, true), node);
        }
        assertEquals(OptionalLong.of(4), stores.balance().remaining(METERED));
    }

    private static void tooMuch(Stores stores) {
        stores.balance().set(METERED, Long.MAX_VALUE - 1);
        assertThrows(ArithmeticException.class, () -> stores.balance().credit(METERED, 2));

        assertEquals(OptionalLong.of(Long.MAX_VALUE - 1), stores.balance().remaining(METERED));
        assertTrue(stores.balance().take(TestScope.of(METERED)));
    }

    private static void debits(Stores stores) {
        stores.balance().set(METERED, 10);
        assertTrue(stores.balance().take(TestScope.of(METERED)));

        assertEquals(OptionalLong.of(3), stores.balance().debit(METERED, 6));
        BalanceTooLowException refusal = assertThrows(
                BalanceTooLowException.class, () -> stores.balance().debit(METERED, 4));

        assertEquals(3, refusal.left());
        assertEquals(OptionalLong.of(3), stores.balance().remaining(METERED));
        assertEquals(OptionalLong.of(0), stores.balance().debit(METERED, 3));
        assertEquals(OptionalLong.empty(), stores.balance().debit(UNLIMITED, 1));
        assertEquals(OptionalLong.empty(), stores.balance().debit(UNKNOWN, 1));
    }

    private static void sets(Stores stores) {
        stores.balance().set(METERED, 7);
        stores.balance().set(METERED, 3);
        assertEquals(OptionalLong.of(3), stores.balance().remaining(METERED));
    }

    private static void setsToNone(Stores stores) {
        stores.balance().set(METERED, 7);
        assertTrue(stores.balance().take(TestScope.of(METERED)));
        stores.balance().set(METERED, 0);

        assertFalse(stores.balance().takeAtHand(TestScope.of(METERED)));
        assertFalse(stores.balance().take(TestScope.of(METERED)));
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
    }

    private static boolean takeSomehow(Stores stores, AccountId account) {
        return stores.balance().takeAtHand(TestScope.of(account))
                || stores.balance().take(TestScope.of(account));
    }

    private static void takesAtHand(Stores stores) {
        stores.balance().set(METERED, 10);
        for (long left = 9; left >= 0; left--) {
            assertTrue(takeSomehow(stores, METERED));
            assertEquals(OptionalLong.of(left), stores.balance().remaining(METERED));
        }
        assertFalse(takeSomehow(stores, METERED));
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
    }

    private static void unknownAtHand(Stores stores) {
        assertFalse(takeSomehow(stores, UNKNOWN));
        assertFalse(stores.balance().takeAtHand(TestScope.of(UNKNOWN)));
    }

    /** A store need not be able to. */
    private static void takesLater(Stores stores) {
        stores.balance().set(METERED, 100);
        if (!stores.balance().takesLater()) {
            assertThrows(
                    UnsupportedOperationException.class, () -> stores.balance().takeLater(TestScope.of(METERED)));
            return;
        }
        List<CompletableFuture<Boolean>> asked = IntStream.range(0, 300)
                .mapToObj(caller -> stores.balance().takeLater(TestScope.of(METERED)))
                .toList();

        assertEquals(100, asked.stream().filter(CompletableFuture::join).count());
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
        assertTrue(stores.balance().takeLater(TestScope.of(UNLIMITED)).join());
        assertFalse(stores.balance().takeLater(TestScope.of(UNKNOWN)).join());
    }

    /** A store need not say it. */
    private static void sums(Stores stores) {
        stores.balance().set(METERED, Long.MAX_VALUE);
        stores.balance().set(OTHER_METERED, Long.MAX_VALUE);
        stores.balance().set(UNLIMITED, 5);
        stores.balance().sum().ifPresent(sum -> assertEquals(2.0 * Long.MAX_VALUE, sum));
        stores.balance().set(METERED, 3);
        stores.balance().set(OTHER_METERED, 0);
        stores.balance().sum().ifPresent(sum -> assertEquals(3.0, sum));
    }

    private static void apart(Stores stores) {
        stores.balance().set(METERED, 1);
        stores.balance().set(OTHER_METERED, 1);

        assertTrue(stores.balance().take(TestScope.of(METERED)));
        assertFalse(stores.balance().take(TestScope.of(METERED)));
        assertEquals(OptionalLong.of(1), stores.balance().remaining(OTHER_METERED));
    }

    private static void manyThreads(Stores stores) {
        stores.balance().set(METERED, 1_000);
        stores.balance().set(OTHER_METERED, 10);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger otherTaken = new AtomicInteger();

        ContractThreads.run(16, thread -> {
            takeAll(stores, thread % 4 == 0 ? OTHER_METERED : METERED, thread % 4 == 0 ? otherTaken : taken);
        });

        assertEquals(1_000, taken.get());
        assertEquals(10, otherTaken.get());
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
    }

    private static void manyThreadsAtHand(Stores stores) {
        stores.balance().set(METERED, 1_000);
        AtomicInteger taken = new AtomicInteger();

        ContractThreads.run(16, thread -> {
            while (takeSomehow(stores, METERED)) {
                taken.incrementAndGet();
            }
        });

        assertEquals(1_000, taken.get());
        assertEquals(OptionalLong.of(0), stores.balance().remaining(METERED));
    }

    private static void takeAll(Stores stores, AccountId account, AtomicInteger taken) {
        while (stores.balance().take(TestScope.of(account))) {
            taken.incrementAndGet();
        }
    }

    private static void creditsMeanwhile(Stores stores) {
        AtomicInteger taken = new AtomicInteger();

        ContractThreads.run(8, thread -> {
            for (int i = 0; i < 25; i++) {
                stores.balance().credit(METERED, 3);
                takeAll(stores, METERED, taken);
            }
        });

        assertEquals(8 * 25 * 3, taken.get());
    }
}
