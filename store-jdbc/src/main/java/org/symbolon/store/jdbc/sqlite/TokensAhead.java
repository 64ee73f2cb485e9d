package org.symbolon.store.jdbc.sqlite;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;

/**
 * Tokens that have left a balance, and are counted as issued, for callers to come. Of an account that is asked for fifty
 * tokens a second or more, as many are ahead as will be wanted in the next thirty milliseconds; of other accounts none.
 * Unused ones go back into the balance when few are wanted any more. See ADR 49.
 *
 * <p>A thread looks at the accounts a hundred times a second while one of them is asked for tokens, and sleeps
 * otherwise.
 */
final class TokensAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokensAhead.class);

    private static final Duration PERIOD = Duration.ofMillis(10);
    /** If fewer tokens are wanted in a period, on average, none are taken ahead. */
    private static final double LEAST_WANTED = 0.5;

    /** From so many in one period on, the average rises to that number at once, and otherwise slowly. */
    private static final long MANY_WANTED = 5;

    /** Over how many periods the average is made, about. */
    private static final double PERIODS_REMEMBERED = 8;

    /** For how many periods tokens are taken; more are taken when less than half of that is left. */
    private static final long PERIODS_AHEAD = 3;

    /** After so many periods without a caller everything goes back. */
    private static final int PERIODS_IDLE = 5;

    /** If so many times more is ahead than is wanted, it goes back. */
    private static final long TOO_MUCH = 4;

    /** How many tokens of one scope can be ahead. */
    static final long MOST_AHEAD = 2_000;

    private final Balances balances;
    private final AheadFile file;
    private final Map<UsageScope, Reserve> reserves = new ConcurrentHashMap<>();
    /** Looks that are asked for while this is closed are not made. */
    private final ScheduledExecutorService looks =
            new ScheduledThreadPoolExecutor(1, TokensAhead::daemon, new ThreadPoolExecutor.DiscardPolicy());

    private final AtomicBoolean lookDue = new AtomicBoolean();
    private volatile boolean closed;

    /** Moves tokens between the balances and this object. */
    interface Balances {
        /** Takes tokens and counts them as issued; durable when it completes. May take fewer, or none. */
        CompletableFuture<Tokens> take(UsageScope scope, long most);

        /** Puts tokens back that nobody has used, and counts them as issued no more. */
        CompletableFuture<?> putBack(UsageScope scope, Tokens unused);
    }

    /**
     * Tokens of one balance.
     *
     * @param count how many
     * @param replaced how often the balance had been replaced when they left it
     */
    record Tokens(long count, long replaced) {}

    TokensAhead(Balances balances, AheadFile file) {
        this.balances = balances;
        this.file = file;
    }

    /** Puts back what a process left that was killed. */
    void recover() {
        for (AheadFile.Left left : file.left()) {
            String tokens =
                    left.unused().count() + " tokens of account " + left.scope().account();
            try {
                balances.putBack(left.scope(), left.unused()).join();
                LOG.info("{} that a process had not used before it was killed are back in the balance", tokens);
            } catch (CompletionException e) {
                LOG.warn("{} that a process had not used before it was killed are lost", tokens, e);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "symbolon-tokens-ahead");
        thread.setDaemon(true);
        return thread;
    }

    /** Takes one token if one is ahead, and remembers that one was wanted. */
    boolean take(UsageScope scope) {
        Reserve reserve = reserves.get(scope);
        return reserve == null ? begin(scope) : reserve.take();
    }

    private boolean begin(UsageScope scope) {
        Reserve reserve = closed ? null : reserves.computeIfAbsent(scope, this::newReserve);
        lookSoon();
        return reserve != null && reserve.take();
    }

    private @Nullable Reserve newReserve(UsageScope scope) {
        return file.place(scope).map(place -> new Reserve(scope, place)).orElse(null);
    }

    private void lookSoon() {
        if (!closed && !reserves.isEmpty() && lookDue.compareAndSet(false, true)) {
            Future<?> unused = looks.schedule(this::look, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        lookDue.set(false);
        try {
            reserves.values().removeIf(Reserve::endPeriod);
        } finally {
            lookSoon();
        }
    }

    /** How many tokens of the account are ahead. */
    long unused(AccountId account) {
        return reserves.values().stream()
                .filter(reserve -> reserve.scope.account().equals(account))
                .mapToLong(Reserve::unused)
                .sum();
    }

    /** To be called after the balance of the account was replaced: what is ahead came from the old one. */
    void drop(AccountId account) {
        reserves.values().stream()
                .filter(reserve -> reserve.scope.account().equals(account))
                .forEach(Reserve::putBack);
    }

    /** Puts all tokens back, and waits for that. After this, none is taken. */
    @Override
    public void close() {
        closed = true;
        looks.shutdownNow();
        awaitMoves();
        reserves.values().forEach(Reserve::putBack);
        awaitMoves();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the file of tokens that are ahead cannot be closed", e);
        }
    }

    private void awaitMoves() {
        reserves.values().forEach(reserve -> reserve.moves().join());
    }

    /** The tokens of one scope. Its monitor is never held while the store is waited for. */
    private final class Reserve {
        private final UsageScope scope;
        private final AheadFile.Place place;
        private long unused;
        private long replaced = -1;
        private long wanted;
        /** How many were wanted in a period, on average. */
        private double average;

        private int idlePeriods;
        /** Ends, without a failure, when no tokens are on their way between the store and this object. */
        private CompletableFuture<?> moves = CompletableFuture.completedFuture(null);

        Reserve(UsageScope scope, AheadFile.Place place) {
            this.scope = scope;
            this.place = place;
        }

        synchronized boolean take() {
            wanted++;
            if (unused == 0 || closed) {
                return false;
            }
            place.unused(--unused);
            return true;
        }

        synchronized long unused() {
            return unused;
        }

        /**
         * Takes tokens for the next period, or puts back what nobody will want.
         *
         * @return whether this reserve has ended and is to be forgotten
         */
        synchronized boolean endPeriod() {
            idlePeriods = wanted == 0 ? idlePeriods + 1 : 0;
            double smooth = average + (wanted - average) / PERIODS_REMEMBERED;
            average = wanted < MANY_WANTED ? smooth : Math.max((double) wanted, smooth);
            wanted = 0;
            boolean quiet = idlePeriods >= PERIODS_IDLE;
            long target = quiet || average < LEAST_WANTED
                    ? 0
                    : Math.min(MOST_AHEAD, (long) Math.ceil(PERIODS_AHEAD * average));
            if (unused > TOO_MUCH * target) {
                putBack();
            } else if (!closed && moves.isDone() && unused < (target + 1) / 2) {
                track(balances.take(scope, target - unused).handle(this::add));
            }
            boolean ended = quiet && unused == 0 && moves.isDone();
            if (ended) {
                place.close();
            }
            return ended;
        }

        /** If the store failed, tokens may have been taken all the same; nobody gets them, and they count as issued. */
        private synchronized @Nullable Void add(@Nullable Tokens taken, @Nullable Throwable failure) {
            if (failure == null && taken != null && taken.count() > 0) {
                if (taken.replaced() != replaced) {
                    putBack();
                    replaced = taken.replaced();
                    place.replaced(replaced);
                }
                unused += taken.count();
                place.unused(unused);
            }
            return null;
        }

        synchronized void putBack() {
            if (unused > 0) {
                Tokens left = new Tokens(unused, replaced);
                unused = 0;
                // Before the balance has them, so that nobody gives them back twice.
                place.unused(0);
                track(balances.putBack(scope, left).handle((nothing, failure) -> warn(left, failure)));
            }
        }

        private void track(CompletableFuture<?> next) {
            moves = CompletableFuture.allOf(moves, next);
        }

        private @Nullable Void warn(Tokens left, @Nullable Throwable failure) {
            if (failure != null) {
                LOG.warn(
                        "{} tokens of account {} that nobody has used may not be back in its balance, and count as issued",
                        left.count(),
                        scope.account(),
                        failure);
            }
            return null;
        }

        synchronized CompletableFuture<?> moves() {
            return moves;
        }
    }
}
