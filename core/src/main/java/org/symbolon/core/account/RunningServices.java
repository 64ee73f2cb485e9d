package org.symbolon.core.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services that run on a data folder, and up to which revision each of them has read the accounts. A command that
 * changes an account waits until they have read the change, so that it is in force when the command ends.
 *
 * <p>A service has a file of its own in the folder {@code services}, which it locks as long as it runs and into which
 * it writes the revision whenever that has grown. The operating system releases the lock when the process dies, so a
 * file that can be locked belongs to a service that is gone.
 */
public final class RunningServices {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServices.class);
    private static final String FOLDER = "services";

    /** The revision as text of this length, so that one write replaces all of it. */
    private static final int LENGTH = 20;

    private static final Duration POLL = Duration.ofMillis(10);

    private final Path folder;

    /** The services of a data folder. */
    public RunningServices(Path dataFolder) {
        this.folder = dataFolder.resolve(FOLDER);
    }

    /** A service that runs; closed when it ends. */
    public interface Presence extends AutoCloseable {
        /** The service has read all changes up to this revision. */
        void hasRead(long revision);

        @Override
        void close();
    }

    /**
     * Says that this process is a service. If the file system does not allow that, the log has a warning, and commands
     * do not wait for this service.
     */
    public Presence enter() {
        try {
            Files.createDirectories(folder, ownerOnly());
            removeFilesOfTheDead();
            Optional<Presence> entered = Optional.empty();
            while (entered.isEmpty()) {
                entered = tryEnter();
            }
            return entered.get();
        } catch (IOException e) {
            LOG.warn(
                    "commands cannot wait until this service has read a change of an account: {} cannot be written",
                    folder);
            return new Absence();
        }
    }

    /** The data folder is made too if it is missing, and nobody else may read it. */
    private FileAttribute<?>[] ownerOnly() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Empty if another service that starts removed the file before it was locked. */
    private Optional<Presence> tryEnter() throws IOException {
        Path file = Files.createTempFile(folder, "service-", ".txt");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.lock();
        if (Files.exists(file)) {
            return Optional.of(new LockedFile(file, channel));
        }
        channel.close();
        return Optional.empty();
    }

    private void removeFilesOfTheDead() throws IOException {
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (!isLocked(channel)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                LOG.trace("another service removed {}", file);
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "service-*.txt")) {
                found.forEach(files::add);
            }
        }
        return files;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            // The service runs in this process.
            return true;
        }
    }

    /** Whether a service runs on the data folder. */
    public boolean isAnyRunning() {
        try {
            for (Path file : files()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    if (isLocked(channel)) {
                        return true;
                    }
                } catch (NoSuchFileException e) {
                    LOG.trace("the service of {} has ended", file);
                }
            }
        } catch (IOException e) {
            LOG.debug("the files in {} cannot be read", folder, e);
        }
        return false;
    }

    /**
     * Waits until every service has read the changes up to a revision.
     *
     * @return false if one of them has not within the time
     */
    public boolean await(long revision, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (!haveRead(revision)) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                Thread.sleep(POLL.toMillis());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            LOG.debug("the files in {} cannot be read", folder, e);
            return false;
        }
    }

    private boolean haveRead(long revision) throws IOException {
        for (Path file : files()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (isLocked(channel) && read(channel) < revision) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                LOG.trace("the service of {} has ended", file);
            }
        }
        return true;
    }

    /** The revision in a file; -1 if there is none yet. */
    private static long read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        if (channel.read(bytes, 0) < LENGTH) {
            return -1;
        }
        return Long.parseLong(new String(bytes.array(), US_ASCII).strip());
    }

    private record LockedFile(Path file, FileChannel channel) implements Presence {
        @Override
        public void hasRead(long revision) {
            try {
                channel.write(ByteBuffer.wrap("%19d\n".formatted(revision).getBytes(US_ASCII)), 0);
            } catch (IOException e) {
                LOG.warn("{} cannot be written; commands that change an account wait longer", file);
            }
        }

        @Override
        public void close() {
            try (channel) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.debug("{} cannot be removed; the next service does it", file, e);
            }
        }
    }

    private static final class Absence implements Presence {
        @Override
        public void hasRead(long revision) {
            // Nobody can know.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
