package org.symbolon.core.store.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.core.error.SharedError.AUTHENTICATOR_INVALID;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorHash;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/** {@link Account} and the values it is made of. */
class AccountTest {
    private static final AccountId ID = new AccountId(201722);
    private static final DrmId WV = new DrmId("wv");
    private static final String SECRET = "1ad8eed133edf43cbcc185f0236828ae";

    private static Account.Builder account() {
        return Account.builder().id(ID);
    }

    @Test
    void account_byDefault_isActiveUnlimitedOpenToAllNetworksAndWithoutDrms() {
        Account account = account().build();
        assertTrue(account.active());
        assertFalse(account.metered());
        assertFalse(account.persistence());
        assertTrue(account.allows(InetAddresses.forString("203.0.113.9")));
        assertEquals(DrmOption.ABSENT, account.option(WV));
        assertEquals(ImmutableMap.of(), account.defaults(WV));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3, true", "192.0.2.1, true", "192.0.2.2, false", "2001:db8::5, true", "2001:db9::5, false"})
    void allows_anyOfItsNetworks(String caller, boolean allowed) {
        Account account = account()
                .addAllowedNetworks(
                        Network.parse("10.0.0.0/8").orElseThrow(),
                        Network.parse("192.0.2.1").orElseThrow(),
                        Network.parse("2001:db8::/32").orElseThrow())
                .build();
        assertEquals(allowed, account.allows(InetAddresses.forString(caller)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"201722," + SECRET, "201722,1AD8EED133EDF43CBCC185F0236828AE"})
    void customerAuthenticator_idCommaAnd32HexadecimalDigits_isRead(String text) {
        CustomerAuthenticator claimed = CustomerAuthenticator.parse(text).value();
        assertEquals(ID, claimed.account());
        assertEquals("201722," + SECRET, claimed.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "201722",
                "201722,",
                "," + SECRET,
                SECRET,
                "0," + SECRET,
                "0201722," + SECRET,
                "-201722," + SECRET,
                "+201722," + SECRET,
                "x," + SECRET,
                " 201722," + SECRET,
                "201722, " + SECRET,
                "201722;" + SECRET,
                "1234567890123456789," + SECRET,
                "201722,1ad8eed133edf43cbcc185f0236828a",
                "201722,1ad8eed133edf43cbcc185f0236828aee",
                "201722,1ad8eed133edf43cbcc185f0236828ag",
                "201722," + SECRET + ",",
                "1,201722," + SECRET
            })
    void customerAuthenticator_anythingElse_isRefusedWith2018WithoutAnEcho(String text) {
        var parsed = CustomerAuthenticator.parse(text);
        assertEquals(AUTHENTICATOR_INVALID, parsed.code());
        assertEquals("must be <customer id>,<32 hexadecimal digits>", parsed.rule());
    }

    @Test
    void hash_dependsOnTheAccount() {
        AuthenticatorSecret secret = AuthenticatorSecret.parse(SECRET).orElseThrow();
        assertEquals(secret.hash(ID), secret.hash(ID));
        assertNotEquals(secret.hash(ID), secret.hash(new AccountId(201723)));
        assertEquals(8, secret.hash(ID).label().length());
        assertFalse(SECRET.contains(secret.hash(ID).label()));
        assertThrows(IllegalArgumentException.class, () -> AuthenticatorHash.of(new byte[31]));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "123, 123", "999999999999999999, 999999999999999999"})
    void accountId_positiveDecimalNumber_isRead(String text, long value) {
        assertEquals(Optional.of(new AccountId(value)), AccountId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-0", "-1", "+1", " 1", "1 ", "1.0", "x", "1000000000000000000", "٣"})
    void accountId_anythingElse_isNone(String text) {
        assertEquals(Optional.empty(), AccountId.parse(text));
        assertThrows(IllegalArgumentException.class, () -> new AccountId(0));
    }

    @ParameterizedTest
    @CsvSource({
        "wv, true",
        "fp, true",
        "a1, true",
        "abcdefgh, true",
        "a, false",
        "abcdefghi, false",
        "WV, false",
        "w-, false",
        "wé, false",
        "'', false"
    })
    void drmId_has2To8LowerCaseLettersAndDigits(String text, boolean valid) {
        assertEquals(valid, DrmId.isValid(text));
        if (!valid) {
            assertThrows(IllegalArgumentException.class, () -> new DrmId(text));
        }
    }

    @ParameterizedTest
    @EnumSource
    void environment_isReadByItsId(Environment environment) {
        assertEquals(Optional.of(environment), Environment.parse(environment.id()));
        assertEquals(Optional.empty(), Environment.parse(environment.name()));
    }

    @ParameterizedTest
    @EnumSource
    void drmOption_isReadByItsId(DrmOption option) {
        assertEquals(Optional.of(option), DrmOption.parse(option.id()));
        assertEquals(Optional.empty(), DrmOption.parse(option.name()));
    }
}
