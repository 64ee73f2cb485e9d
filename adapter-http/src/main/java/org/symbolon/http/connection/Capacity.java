package org.symbolon.http.connection;

import com.google.common.collect.ConcurrentHashMultiset;
import com.google.common.collect.Multiset;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections may take together: their number, their number for each address, and the bytes that requests and
 * answers hold in memory. One for all event loops, which share nothing else.
 */
public final class Capacity {
    /**
     * What each connection holds from its beginning to its end. A usual request and its answer need no more, so they
     * change no counter that event loops share, and are served when the rest is used up.
     */
    static final int BYTES_OF_EACH = 8192;

    /** What each encrypted connection holds: besides, the keys of both directions and a record of 16 KiB. */
    static final int BYTES_OF_ENCRYPTED = 3 * BYTES_OF_EACH;

    /** How many connections beyond the bound are taken so that a monitor can still ask whether the process lives. */
    private static final int RESERVE = 32;

    private static final int STEP = 4096;
    private static final int HEAP_OF_CONNECTION = 1 << 16;
    private static final int BYTES_OF_NETWORK = 8;

    private final Limits limits;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int mostByDescriptors = Integer.MAX_VALUE;
    private volatile int reserve = RESERVE;
    private final Multiset<ByteBuffer> addresses = ConcurrentHashMultiset.create();

    /**
     * The bounds.
     *
     * @param bytes the most bytes of requests and answers; 0 for a quarter of the heap
     * @param connections the most connections; 0 for as many as heap and file descriptors allow
     * @param ofAddress the most connections from one address; 0 for half of all
     */
    public record Limits(long bytes, int connections, int ofAddress) {
        /** These, with numbers in the place of zeros. */
        private Limits resolved() {
            long heap = Runtime.getRuntime().maxMemory();
            int all = connections > 0 ? connections : usualConnections(heap);
            return new Limits(bytes > 0 ? bytes : heap / 4, all, ofAddress > 0 ? ofAddress : Math.max(1, all / 2));
        }

        /** Three quarters of the file descriptors at most: a store and the log need some too. */
        private static int usualConnections(long heap) {
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getMaxFileDescriptorCount()
                    : Integer.MAX_VALUE;
            return (int) Math.max(1, Math.min(heap / HEAP_OF_CONNECTION, files / 4 * 3));
        }
    }

    public Capacity(Limits limits) {
        this.limits = limits.resolved();
    }

    /** One IPv4 address, or the first 64 bits of an IPv6 address, of which everybody has all the others. */
    private static ByteBuffer network(InetAddress address) {
        byte[] all = address.getAddress();
        return ByteBuffer.wrap(all, 0, Math.min(all.length, BYTES_OF_NETWORK)).slice();
    }

    static boolean isSameNetwork(InetAddress one, InetAddress other) {
        return network(one).equals(network(other));
    }

    void opened() {
        connections.incrementAndGet();
    }

    void closed() {
        connections.decrementAndGet();
    }

    /**
     * Is told how many file descriptors are left, so that connections give way before there are none: a store, the key
     * ring and the log need some too.
     *
     * @param free how many further files may be opened
     * @param kept how many of them connections must leave
     */
    public void descriptors(long free, long kept) {
        reserve = (int) Math.min(RESERVE, kept / 2);
        mostByDescriptors = (int) Math.max(1, Math.min(Integer.MAX_VALUE, connections.get() + free - kept));
    }

    /** How many connections have to be closed so that others can open files; not more than 0 if none has to be. */
    int lackOfDescriptors() {
        return connections.get() - mostByDescriptors;
    }

    private int excess() {
        return connections.get() - Math.min(limits.connections(), mostByDescriptors);
    }

    /** Whether there are more connections than there should be. */
    boolean isExceeded() {
        return excess() > 0;
    }

    /** Whether not even the reserve has room for all connections. */
    boolean isReserveExceeded() {
        return excess() > reserve;
    }

    /** Counts a connection from an address; true if there are more from there than there should be. */
    boolean openedFrom(InetAddress address) {
        return addresses.add(network(address), 1) >= limits.ofAddress();
    }

    void closedFrom(InetAddress address) {
        addresses.remove(network(address));
    }

    private boolean take(long more) {
        long now = bytes.get();
        while (now + more <= limits.bytes()) {
            if (bytes.compareAndSet(now, now + more)) {
                return true;
            }
            now = bytes.get();
        }
        return false;
    }

    /** How many bytes are taken at the moment. */
    public long bytes() {
        return bytes.get();
    }

    /** How many connections are open at the moment. */
    public int connections() {
        return connections.get();
    }

    /** The bounds, as numbers that are not zero. */
    public Limits limits() {
        return limits;
    }

    /** What one connection holds; used on its event loop only. */
    final class Share {
        private long held;
        private long taken;
        private long least;
        private boolean closed;

        /**
         * Takes what a connection needs to begin with; false if there is no room for it.
         *
         * @param needed {@link #BYTES_OF_EACH}, or more where a connection needs more besides its requests
         */
        boolean open(int needed) {
            least = needed;
            taken = take(needed) ? needed : 0;
            return taken > 0;
        }

        /** Holds more; false, and then nothing has changed, if there is no room. */
        boolean hold(long more) {
            long missing = held + more - (taken - least + BYTES_OF_EACH);
            if (missing > 0) {
                long step = (missing + STEP - 1) / STEP * STEP;
                if (closed || !take(step)) {
                    return false;
                }
                taken += step;
            }
            held += more;
            return true;
        }

        /** Holds less. */
        void release(long less) {
            held -= less;
            if (!closed && taken > least && held <= BYTES_OF_EACH) {
                bytes.addAndGet(least - taken);
                taken = least;
            }
        }

        void close() {
            if (!closed) {
                closed = true;
                bytes.addAndGet(-taken);
                taken = 0;
            }
        }
    }
}
