package org.symbolon.store.jdbc;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.symbolon.core.error.StoreUnavailableException;

/** Lets one thread of one process at a time do something, by a lock on a file, which ends with the process. */
final class FileGuard {
    /**
     * Between the threads of this process. Not left to the file's lock: POSIX drops it as soon as the process closes the file, through whichever
     * channel, so that a second thread which only tried would free it for other processes.
     */
    private static final Striped<Lock> THREADS = Striped.lock(16);

    private FileGuard() {}

    /** What is done under the guard. */
    @FunctionalInterface
    interface Action<T, E extends Exception> {
        T run() throws IOException, E;
    }

    /**
     * Does something as soon as nobody else is at it.
     *
     * @throws StoreUnavailableException if that takes longer than the time-out
     */
    static <T, E extends Exception> T hold(Path file, Duration timeout, Action<T, E> action) throws IOException, E {
        Path realFile = PrivateFiles.folderOf(file).toRealPath().resolve(file.getFileName());
        long deadline = System.nanoTime() + timeout.toNanos();
        Lock threads = THREADS.get(realFile);
        try {
            if (!threads.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(file);
            }
            try {
                return holdAmongProcesses(realFile, deadline, action);
            } finally {
                threads.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for " + file, e);
        }
    }

    private static <T, E extends Exception> T holdAmongProcesses(Path file, long deadline, Action<T, E> action)
            throws IOException, InterruptedException, E {
        PrivateFiles.createIfAbsent(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            lock(channel, file, deadline);
            return action.run();
        }
    }

    /** Locks until the channel is closed. */
    private static void lock(FileChannel channel, Path file, long deadline) throws IOException, InterruptedException {
        Turns turns = new Turns();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw late(file);
            }
            turns.pause();
        }
    }

    private static StoreUnavailableException late(Path file) {
        return new StoreUnavailableException("another process holds " + file + " for too long");
    }
}
