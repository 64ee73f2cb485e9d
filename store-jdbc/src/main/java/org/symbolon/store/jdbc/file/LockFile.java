package org.symbolon.store.jdbc.file;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.symbolon.core.error.StoreUnavailableException;

/**
 * A lock between processes, and between the threads of each. It is the operating system's lock on a file, which ends
 * with the process.
 */
public final class LockFile {
    /**
     * The locks between the threads of this process. The lock on the file does not serve for that: POSIX drops it when
     * the process closes any channel of the file, so a second thread that tries to lock it would release the lock of
     * the first one.
     */
    private static final Striped<Lock> THREADS = Striped.lock(16);

    private LockFile() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        T run() throws IOException, E;
    }

    /**
     * Runs an action while no other thread or process holds the lock of this file.
     *
     * @throws StoreUnavailableException if the lock cannot be had within the time-out
     */
    public static <T, E extends Exception> T hold(Path file, Duration timeout, Action<T, E> action)
            throws IOException, E {
        Path realFile = PrivateFiles.realPath(file);
        long deadline = System.nanoTime() + timeout.toNanos();
        Lock threadLock = THREADS.get(realFile);
        try {
            if (!threadLock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late(file);
            }
            try {
                return holdBetweenProcesses(realFile, deadline, action);
            } finally {
                threadLock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for " + file, e);
        }
    }

    private static <T, E extends Exception> T holdBetweenProcesses(Path file, long deadline, Action<T, E> action)
            throws IOException, InterruptedException, E {
        PrivateFiles.createIfAbsent(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            lock(channel, file, deadline);
            return action.run();
        }
    }

    /** Locks the file until the channel is closed. */
    private static void lock(FileChannel channel, Path file, long deadline) throws IOException, InterruptedException {
        LockBackoff backoff = new LockBackoff();
        while (channel.tryLock() == null) {
            if (System.nanoTime() - deadline >= 0) {
                throw late(file);
            }
            backoff.pause();
        }
    }

    private static StoreUnavailableException late(Path file) {
        return new StoreUnavailableException("another process has held the lock file " + file + " for too long");
    }
}
