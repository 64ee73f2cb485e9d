package org.symbolon.core.store.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.0.0, true",
        "10.20.0.0/16, 10.20.255.255, true",
        "10.20.0.0/16, 10.19.255.255, false",
        "10.20.0.0/16, 10.21.0.0, false",
        "192.168.4.0/22, 192.168.3.255, false",
        "192.168.4.0/22, 192.168.4.0, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "128.0.0.0/1, 127.255.255.255, false",
        "128.0.0.0/1, 128.0.0.0, true",
        "128.0.0.0/1, 255.255.255.255, true",
        "10.0.0.2/31, 10.0.0.3, true",
        "10.0.0.2/31, 10.0.0.4, false",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.1/32, 10.0.0.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 0.0.0.0, true",
        "10.20.30.40/8, 10.99.99.99, true",
        "2001:db8::/32, 2001:db8::, true",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, false",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8::/127, 2001:db8::1, true",
        "2001:db8::/127, 2001:db8::2, false",
        "::1, ::1, true",
        "::1, ::2, false",
        "::/0, 2001:db8::1, true"
    })
    void contains_byTheBitsOfThePrefix(String network, String address, boolean contained) {
        assertEquals(contained, network(network).contains(InetAddresses.forString(address)));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0, ::1", "::/0, 10.0.0.1", "::/96, 10.0.0.1"})
    void contains_theOtherFamily_isFalse(String network, String address) {
        assertFalse(network(network).contains(InetAddresses.forString(address)));
    }

    @Test
    void contains_addressMappedToVersion6_isTheOneOfVersion4() {
        assertTrue(network("10.0.0.0/8").contains(InetAddresses.forString("::ffff:10.1.2.3")));
        assertFalse(network("10.0.0.0/8").contains(InetAddresses.forString("::ffff:11.1.2.3")));
        assertTrue(network("::ffff:10.1.2.3").contains(InetAddresses.forString("10.1.2.3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/99999999999999999999",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0-10.0.0.9",
                "10.*",
                "::/129",
                "::ffff:10.0.0.0/104",
                "localhost",
                "example.com/24"
            })
    void parse_anythingElse_isNone(String text) {
        assertEquals(Optional.empty(), Network.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"10.20.0.0/16, 10.20.0.0/16", "10.0.0.1, 10.0.0.1/32", "2001:DB8:0::/32, 2001:db8::/32", "::1, ::1/128"
    })
    void toString_isReadBack(String text, String printed) {
        assertEquals(printed, network(text).toString());
        assertEquals(network(text), network(printed));
    }
}
