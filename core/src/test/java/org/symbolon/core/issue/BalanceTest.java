package org.symbolon.core.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.drm.FakeDrm;
import org.symbolon.core.error.ErrorKind;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

class BalanceTest {
    private static final String VALID = "AUTH&level=1&kid=^k&contentKey=KEY";

    private final Issuing issuing = new Issuing(FakeDrm.withKid());

    private OptionalLong remaining() {
        return issuing.balance.remaining(Issuing.ACCOUNT);
    }

    @Test
    void meteredAccount_paysOneTokenEachAndNoneTooMany() {
        issuing.metered(2);
        assertEquals("issued", issuing.outcome(VALID));
        assertEquals(OptionalLong.of(1), remaining());
        assertEquals("issued", issuing.outcome(VALID));
        assertEquals("-2019", issuing.outcome(VALID));
        assertEquals(OptionalLong.of(0), remaining());
        assertEquals(ErrorKind.CALLER, issuing.violation(VALID).kind());
    }

    @Test
    void unlimitedAccount_paysNothing() {
        assertEquals("issued", issuing.outcome(VALID));
        assertEquals(OptionalLong.empty(), remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "level=1&kid=^k&contentKey=KEY",
                "AUTH&level=9&kid=^k&contentKey=KEY",
                "AUTH&level=1&kid=^k&contentKey=KEY&expirationTime=+0",
                "AUTH&level=1&kid=^k&kek=OTHERKEK&ek=EK",
                "AUTH&level=1&kid=^unknown&kek=KEK",
                "AUTH&level=1&kid=^k&contentKey=KEY&errorFormat=xml"
            })
    void refusedRequest_takesNothing(String query) {
        issuing.metered(1);
        assertEquals(true, issuing.outcome(query).startsWith("-"));
        assertEquals(OptionalLong.of(1), remaining());
    }

    @Test
    void emptyBalance_isAnsweredAfterAllElse() {
        issuing.metered(0);
        assertEquals("-9004", issuing.outcome("AUTH&level=9&kid=^k&contentKey=KEY"));
        assertEquals("-4019", issuing.outcome("AUTH&level=1&kid=^unknown&kek=KEK"));
        assertEquals("-2019", issuing.outcome(VALID));
    }

    @Test
    void prepare_alone_takesNothing() {
        issuing.metered(1);
        PreparedToken prepared = issuing.issuer().prepare(issuing.request(VALID));
        assertEquals(OptionalLong.of(1), remaining());
        assertEquals(Issuing.ACCOUNT, prepared.issue().account());
        assertEquals(OptionalLong.of(0), remaining());
    }

    @Test
    void accountDisabledSinceThePreparation_isRefusedWith2031AndPaysNothing() {
        issuing.metered(1);
        PreparedToken prepared = issuing.issuer().prepare(issuing.request(VALID));
        issuing.with(account -> account.metered(true).active(false));
        TokenRefusedException refused = assertThrows(TokenRefusedException.class, prepared::issue);
        assertEquals(-2031, refused.violations().get(0).code().number());
        assertEquals(OptionalLong.of(1), remaining());
    }

    @Test
    void manyThreads_areIssuedExactlyTheBalance() {
        issuing.metered(100);
        TokenIssuer issuer = issuing.issuer();
        TokenRequest request = issuing.request(VALID);
        long issued = IntStream.range(0, 400)
                .parallel()
                .filter(i -> isIssued(issuer, request))
                .count();
        assertEquals(100, issued);
        assertEquals(OptionalLong.of(0), remaining());
    }

    private static boolean isIssued(TokenIssuer issuer, TokenRequest request) {
        try {
            return !issuer.issue(request).licenseUrl().isEmpty();
        } catch (TokenRefusedException noneLeft) {
            return false;
        }
    }

    @Test
    void storeThatDoesNotAnswer_isUnavailableWithTheCause() {
        issuing.metered(1).surrounding(services -> services.balance(new UnavailableBalance()));
        TokenRefusedException refusal = issuing.refusal(issuing.request(VALID)).orElseThrow();
        assertEquals(-2030, refusal.violations().get(0).code().number());
        assertEquals(ErrorKind.UNAVAILABLE, refusal.violations().get(0).kind());
        assertEquals(StoreUnavailableException.class, refusal.getCause().getClass());
        assertEquals(OptionalLong.of(1), remaining());
    }

    @Test
    void storeThatDoesNotAnswer_doesNotStopUnlimitedAccounts() {
        issuing.surrounding(services -> services.balance(new UnavailableBalance()));
        assertEquals("issued", issuing.outcome(VALID));
    }

    @Test
    void tokensThatOtherNodesHold_areNamedInTheRule() {
        issuing.metered(0);
        assertEquals(
                "the account's balance is used up", issuing.violation(VALID).rule());
        issuing.surrounding(services -> services.balance(new BalanceHeldByOthers()));
        assertEquals(
                "the account's balance is used up, except for 41 tokens that other nodes of the service hold and"
                        + " return within seconds if they can",
                issuing.violation(VALID).rule());
    }

    @Test
    void tokenThatIsIssuedLater_isPaidAndRefusedLikeOthers() {
        LaterBalance later = new LaterBalance(issuing.balance);
        issuing.metered(1).surrounding(services -> services.balance(later));
        TokenIssuer issuer = issuing.issuer();
        PreparedToken first = issuer.prepare(issuing.request(VALID));
        assertEquals(Optional.empty(), first.tryIssueWithoutBlocking());
        assertTrue(first.canIssueLater());
        CompletableFuture<IssuedToken> issued = first.issueLater(Runnable::run);
        assertFalse(issued.isDone());

        later.answer();
        assertEquals(Issuing.ACCOUNT, issued.join().account());
        assertEquals(OptionalLong.of(0), remaining());

        CompletableFuture<IssuedToken> second =
                issuer.prepare(issuing.request(VALID)).issueLater(Runnable::run);
        later.answer();
        assertEquals(-2019, codeOf(second));
        CompletableFuture<IssuedToken> third =
                issuer.prepare(issuing.request(VALID)).issueLater(Runnable::run);
        later.fail(new StoreUnavailableException("away"));
        assertEquals(-2030, codeOf(third));
        assertEquals(OptionalLong.of(0), remaining());
    }

    private static int codeOf(CompletableFuture<IssuedToken> refused) {
        CompletionException failure = assertThrows(CompletionException.class, refused::join);
        return assertInstanceOf(TokenRefusedException.class, failure.getCause())
                .violations()
                .get(0)
                .code()
                .number();
    }

    @Test
    void faultOfTheStoreWhileATokenIsIssuedLater_isTheFailure() {
        LaterBalance later = new LaterBalance(issuing.balance);
        issuing.metered(1).surrounding(services -> services.balance(later));
        CompletableFuture<IssuedToken> issued =
                issuing.issuer().prepare(issuing.request(VALID)).issueLater(Runnable::run);
        IllegalStateException fault = new IllegalStateException("a fault");
        later.fail(new CompletionException(fault));
        assertEquals(
                fault, assertThrows(CompletionException.class, issued::join).getCause());
    }

    @Test
    void accountDisabledSinceThePreparation_isRefusedBeforeTheBalanceIsAskedLater() {
        LaterBalance later = new LaterBalance(issuing.balance);
        issuing.metered(1).surrounding(services -> services.balance(later));
        PreparedToken prepared = issuing.issuer().prepare(issuing.request(VALID));
        issuing.with(account -> account.metered(true).active(false));
        assertThrows(TokenRefusedException.class, () -> prepared.issueLater(Runnable::run));
        assertEquals(OptionalLong.of(1), remaining());
    }

    @Test
    void keyOfTheStorage_needsAThread() {
        issuing.metered(1).surrounding(services -> services.balance(new LaterBalance(issuing.balance)));
        PreparedToken prepared = issuing.issuer().prepare(issuing.request("AUTH&level=1&kid=^k&kek=KEK"));
        assertFalse(prepared.canIssueLater());
    }

    /** Answers when a test says so. */
    private static final class LaterBalance implements TokenBalance {
        private final TokenBalance tokens;
        private Runnable answer = () -> {};
        private CompletableFuture<Boolean> asked = new CompletableFuture<>();

        LaterBalance(TokenBalance tokens) {
            this.tokens = tokens;
        }

        void answer() {
            answer.run();
        }

        void fail(Throwable cause) {
            asked.completeExceptionally(cause);
        }

        @Override
        public boolean takesLater() {
            return true;
        }

        @Override
        public CompletableFuture<Boolean> takeLater(UsageScope scope) {
            CompletableFuture<Boolean> taken = new CompletableFuture<>();
            asked = taken;
            answer = () -> taken.complete(tokens.take(scope));
            return taken;
        }

        @Override
        public boolean take(UsageScope scope) {
            return tokens.take(scope);
        }

        @Override
        public OptionalLong credit(AccountId account, long count) {
            return tokens.credit(account, count);
        }

        @Override
        public void set(AccountId account, long count) {
            tokens.set(account, count);
        }

        @Override
        public OptionalLong remaining(AccountId account) {
            return tokens.remaining(account);
        }
    }

    /** Has no tokens that other nodes do not hold. */
    private static final class BalanceHeldByOthers implements TokenBalance {
        @Override
        public boolean take(UsageScope scope) {
            return false;
        }

        @Override
        public long heldByOthers(AccountId account) {
            return 41;
        }

        @Override
        public OptionalLong credit(AccountId account, long tokens) {
            return OptionalLong.of(41);
        }

        @Override
        public void set(AccountId account, long tokens) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong remaining(AccountId account) {
            return OptionalLong.of(41);
        }
    }

    /** Gives no answer. */
    private static final class UnavailableBalance implements TokenBalance {
        private static StoreUnavailableException away() {
            return new StoreUnavailableException("away");
        }

        @Override
        public boolean take(UsageScope scope) {
            throw away();
        }

        @Override
        public OptionalLong credit(AccountId account, long tokens) {
            throw away();
        }

        @Override
        public void set(AccountId account, long tokens) {
            throw away();
        }

        @Override
        public OptionalLong remaining(AccountId account) {
            throw away();
        }
    }
}
