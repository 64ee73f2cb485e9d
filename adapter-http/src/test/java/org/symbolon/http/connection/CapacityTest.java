package org.symbolon.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.api.Test;

final class CapacityTest {
    private static final long EACH = Capacity.BYTES_OF_EACH;

    @Test
    void whatIsHeldBeyondTheFirstBytes_isTakenFromAllAndGivenBack() {
        Capacity all = new Capacity(new Capacity.Limits(3 * EACH, 1, 1));
        Capacity.Share one = all.new Share();
        Capacity.Share other = all.new Share();
        assertTrue(one.open((int) EACH));
        assertTrue(other.open((int) EACH));
        assertTrue(one.hold(EACH));
        assertEquals(2 * EACH, all.bytes());
        assertTrue(one.hold(EACH));
        assertEquals(3 * EACH, all.bytes());
        assertFalse(one.hold(1));
        assertFalse(other.hold(EACH + 1));
        assertTrue(other.hold(EACH));
        one.release(EACH);
        assertEquals(2 * EACH, all.bytes());
        assertTrue(other.hold(1));
        one.close();
        other.close();
        other.release(EACH);
        assertEquals(0, all.bytes());
        assertFalse(other.hold(EACH));
    }

    @Test
    void connectionForWhichThereIsNoMemory_isNotOpened() {
        Capacity all = new Capacity(new Capacity.Limits(EACH, 1, 1));
        assertTrue(all.new Share().open((int) EACH));
        assertFalse(all.new Share().open((int) EACH));
    }

    /** Of ten further files eight are kept, so there is room for two more connections, and for four of monitors. */
    @Test
    void connections_leaveFileDescriptorsToOthers() {
        Capacity all = new Capacity(new Capacity.Limits(EACH, 100, 100));
        all.opened();
        all.descriptors(10, 8);
        all.opened();
        all.opened();
        assertFalse(all.isExceeded());
        assertEquals(0, all.lackOfDescriptors());
        all.opened();
        assertTrue(all.isExceeded());
        assertEquals(1, all.lackOfDescriptors());
        all.opened();
        all.opened();
        all.opened();
        assertFalse(all.isReserveExceeded());
        all.opened();
        assertTrue(all.isReserveExceeded());
        all.descriptors(8, 8);
        assertFalse(all.isExceeded());
        all.descriptors(0, 8);
        assertEquals(7, all.lackOfDescriptors(), "one connection is left for whoever asks what is wrong");
    }

    @Test
    void addressesOfOneIpv6Network_areOne() {
        Capacity all = new Capacity(new Capacity.Limits(EACH, 10, 1));
        assertFalse(all.openedFrom(InetAddresses.forString("2001:db8::1")));
        assertTrue(all.openedFrom(InetAddresses.forString("2001:db8::ffff:2")));
        assertFalse(all.openedFrom(InetAddresses.forString("2001:db8:0:1::1")));
        assertFalse(all.openedFrom(InetAddresses.forString("192.0.2.1")));
        assertFalse(all.openedFrom(InetAddresses.forString("192.0.2.2")));
        all.closedFrom(InetAddresses.forString("192.0.2.1"));
        assertFalse(all.openedFrom(InetAddresses.forString("192.0.2.1")));
        assertTrue(all.openedFrom(InetAddresses.forString("192.0.2.1")));
    }
}
