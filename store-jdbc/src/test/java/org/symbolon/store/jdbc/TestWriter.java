package org.symbolon.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.symbolon.core.error.StoreUnavailableException;

/** A writer that counts what is asked of it, and fails in the ways of a network. */
final class TestWriter implements Writer {
    enum Mode {
        WORKS,
        /** Nothing arrives. */
        AWAY,
        /** All is done, but the answer is lost. */
        DEAF,
        /** The caller gives up; what was asked is done when {@link #deliverLate} is called. */
        LATE
    }

    private final Writer writer;
    private final AtomicInteger writes = new AtomicInteger();
    private final List<Work<?>> late = new ArrayList<>();
    private volatile Mode mode = Mode.WORKS;

    TestWriter(Writer writer) {
        this.writer = writer;
    }

    void become(Mode next) {
        mode = next;
    }

    /** How many changes were asked for so far. */
    int writes() {
        return writes.get();
    }

    @Override
    public <T> T write(Work<T> work) {
        writes.incrementAndGet();
        if (mode == Mode.LATE) {
            late.add(work);
        }
        if (mode == Mode.AWAY || mode == Mode.LATE) {
            throw new StoreUnavailableException("the network is down");
        }
        T answer = writer.write(work);
        if (mode == Mode.DEAF) {
            throw new StoreUnavailableException("the answer is lost");
        }
        return answer;
    }

    /** Does what arrives after its caller gave up, none of which takes effect. */
    void deliverLate() {
        late.forEach(work -> assertThrows(StoreUnavailableException.class, () -> writer.write(work)));
        late.clear();
    }

    @Override
    public void close() {
        writer.close();
    }
}
