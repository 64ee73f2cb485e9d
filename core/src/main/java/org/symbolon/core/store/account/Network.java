package org.symbolon.core.store.account;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.parameter.WholeNumber;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3), such as {@code 10.20.0.0/16} or {@code
 * 2001:db8::/32}.
 */
public record Network(InetAddress address, int prefix) {

    /**
     * Reads an address, or an address and the length of its prefix. Host names are refused, so no name server is asked.
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (!InetAddresses.isInetAddress(host)) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(host);
        int bits = address.getAddress().length * Byte.SIZE;
        OptionalLong prefix = slash < 0 ? OptionalLong.of(bits) : WholeNumber.parse(text.substring(slash + 1));
        return prefix.stream()
                .filter(length -> length >= 0 && length <= bits)
                .mapToObj(length -> new Network(address, (int) length))
                .findFirst();
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, bit + Byte.SIZE - prefix);
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return InetAddresses.toAddrString(address) + "/" + prefix;
    }
}
