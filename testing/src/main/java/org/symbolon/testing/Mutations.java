package org.symbolon.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.symbolon.core.value.Hex;

/**
 * Fuzzing by mutation. The inputs are made from valid ones by small changes, because a parser refuses random bytes at
 * its first check. The same seed always makes the same inputs. {@code -Dsymbolon.fuzz.runs=N} sets the number of
 * inputs, {@code -Dsymbolon.fuzz.seed=N} the seed.
 */
public final class Mutations {
    private static final int[] LENGTHS = {
        0, 1, 4, 8, 15, 16, 17, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x7fffffff, 0x80000000, -1, -16
    };
    private static final long USUAL_SEED = 20_260_101;

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    private Mutations(long seed, List<byte[]> corpus) {
        this.random = new SplittableRandom(seed);
        this.corpus = corpus;
    }

    /**
     * Gives the valid inputs and then mutated ones to a test. The test throws if the code under test deals wrongly with
     * an input.
     *
     * @param runs the number of mutated inputs, unless {@code symbolon.fuzz.runs} is set
     * @param allowance how many bytes of memory one input may make the thread allocate
     * @param corpus valid inputs
     * @param test is given a copy of each input
     * @throws AssertionError if the test throws or allocates too much; the message names the input and the seed
     */
    public static void run(int runs, Allowance allowance, List<byte[]> corpus, Consumer<byte[]> test) {
        long seed = Long.getLong("symbolon.fuzz.seed", USUAL_SEED);
        Mutations mutations = new Mutations(seed, corpus);
        corpus.forEach(test);
        int count = Integer.getInteger("symbolon.fuzz.runs", runs);
        for (int run = 0; run < count; run++) {
            byte[] input = mutations.next();
            String name = "input " + run + " of seed " + seed + ", " + input.length + " bytes: " + Hex.encode(input);
            long most = allowance.most(input.length);
            long allocated = allocatedBy(input, test, name);
            if (allocated > most) {
                // The first run may have loaded classes, which also allocates memory.
                allocated = allocatedBy(input, test, name);
            }
            if (allocated > most) {
                throw new AssertionError("more than " + most + " bytes are allocated for " + name);
            }
        }
    }

    private static long allocatedBy(byte[] input, Consumer<byte[]> test, String name) {
        long before = allocated();
        try {
            test.accept(input.clone());
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
        return allocated() - before;
    }

    /**
     * How much memory an input may make a parser allocate.
     *
     * @param fixed bytes for any input
     * @param times bytes for each byte of the input
     */
    public record Allowance(long fixed, long times) {
        long most(int length) {
            return fixed + times * length;
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private byte[] next() {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> written(bytes, at, (byte) random.nextInt());
            case 2, 3 -> number(bytes, at, LENGTHS[random.nextInt(LENGTHS.length)]);
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> spliced(bytes, at, bytes, random.nextInt(bytes.length));
            case 6 -> spliced(bytes, at, corpus.get(random.nextInt(corpus.size())), 0);
            default -> grown(bytes);
        };
    }

    private static byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << (at * 31 % 8));
        return bytes;
    }

    private static byte[] written(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** Overwrites four bytes with a number, the highest byte first, as formats write lengths. */
    private static byte[] number(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
        return bytes;
    }

    /** Joins the beginning of one input with the end of another. */
    private static byte[] spliced(byte[] head, int to, byte[] tail, int from) {
        int start = Math.min(from, tail.length);
        byte[] bytes = Arrays.copyOf(head, to + tail.length - start);
        System.arraycopy(tail, start, bytes, to, tail.length - start);
        return bytes;
    }

    private byte[] grown(byte[] bytes) {
        byte[] more = new byte[1 + random.nextInt(64)];
        random.nextBytes(more);
        return spliced(bytes, bytes.length, more, 0);
    }
}
