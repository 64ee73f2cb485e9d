package org.symbolon.http.server;

import com.google.common.util.concurrent.AtomicLongMap;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.symbolon.core.value.AccountId;
import org.symbolon.http.server.KnownCallers.KnownCaller;

/**
 * Blocking work for callers that are known. Whether the caller may still ask is checked again when work begins and
 * before each part of a long answer, so an account that is disabled stops at once, however much it has waiting.
 */
public final class CallerWork {
    private final Workers workers;
    private final int mostLists;
    private final AtomicLongMap<AccountId> lists = AtomicLongMap.create();

    /**
     * Work on some workers.
     *
     * @param mostLists how many long answers an account may be sent at the same time: each holds a part in memory
     *     until its caller has read it
     */
    public CallerWork(Workers workers, int mostLists) {
        this.workers = workers;
        this.mostLists = mostLists;
    }

    /** The parts of a long answer, which are read one after the other, each when the one before has gone out. */
    public interface Pages {

        /** Reads the next part of the body; called on a worker. */
        String next();

        /** Whether further parts follow those that were read. */
        boolean hasNext();
    }

    /** Does blocking work for a caller, as {@link Workers#run} does. */
    public <T> Future<T> run(Call call, KnownCaller caller, Callable<T> work) {
        return workers.run(call, caller.account().id(), () -> checked(caller, work));
    }

    private static <T> T checked(KnownCaller caller, Callable<T> work) throws Exception {
        caller.requireStillKnown();
        return work.call();
    }

    /**
     * Answers with JSON, a part at a time.
     *
     * @throws RefusedCallException with status 503 if the account is being sent as many long answers as it may
     */
    public Future<Answer> list(Call call, KnownCaller caller, Pages pages) {
        AccountId account = caller.account().id();
        if (lists.incrementAndGet(account) > mostLists) {
            lists.decrementAndGet(account);
            throw RefusedCallException.busy(
                    "The account is being sent " + mostLists + " lists; read one, and try again");
        }
        call.whenEnded(() -> lists.decrementAndGet(account));
        return run(call, caller, () -> part(call, caller, pages)).map(first -> Answer.inParts(200, Answer.JSON, first));
    }

    private Answer.Part part(Call call, KnownCaller caller, Pages pages) {
        Buffer bytes = Buffer.buffer(pages.next());
        return new Answer.Part(
                bytes, pages.hasNext() ? Optional.of(() -> nextPart(call, caller, pages)) : Optional.empty());
    }

    private Future<Answer.Part> nextPart(Call call, KnownCaller caller, Pages pages) {
        return workers.runForNextPart(
                call, caller.account().id(), () -> checked(caller, () -> part(call, caller, pages)));
    }
}
