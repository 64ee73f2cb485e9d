package org.symbolon.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Sets;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.StoreUnavailableException;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.DrmId;
import org.symbolon.http.AnswerJson;
import org.symbolon.http.FakeStores;
import org.symbolon.http.TestService;

/** Provokes every code that issuing can raise, over HTTP, and checks that none is left out. */
final class ErrorCodesTest {
    private static TestService service;

    /**
     * One row a code: the DRM, the code, the status, and the changes to a valid request between spaces: {@code
     * name=value} sets, {@code -name} takes out, {@code +name=value} adds; {@code _} in a value stands for a space.
     */
    private static final String ROWS = """
            wv -2002 400 expirationTime=2006-04-14T12:01:10Z
            wv -2005 400 -contentKey
            wv -2008 400 hdcpOutputControl=x
            fp -2008 400 hdcpOutputControl=x
            wv -2017 401 -customerAuthenticator
            wv -2018 401 customerAuthenticator=201722,1ad8eed133edf43cbcc185f0236828af
            fp -2020 400 rentalDuration=1 rental.playDuration=1
            fp -2021 400 rightsType=Borrowed
            fp -2022 400 rightsType=Rental
            wv -2022 400 rightsType=Rental rental.periodEndTime=
            fp -2023 400 rightsType=Rental rental.periodEndTime=+60 rental.playDuration=
            wv -2023 400 rightsType=Rental rental.playDuration=
            fp -2025 400 rightsType=Rental rental.periodEndTime=soon
            wv -2025 400 rightsType=Rental rental.playDuration=0
            wv -2027 400 contentKey=00
            wv -2033 400 cookie=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            wv -2034 400 hdcpOutputControl=3
            fp -2034 400 hdcpOutputControl=00
            wv -2035 400 cookie=
            wv -2036 400 wvExtension=wud,AAAA
            fp -2037 400 fpExtension=wudo,*
            wv -2040 400 outputControlFlags=0000
            fp -2040 400 outputControlFlags=0000000g
            wv -3004 400 errorFormat=xml
            wv -4018 400 -kid
            fp -4018 400 -contentKey kek=000102030405060708090a0b0c0d0e0f
            wv -4019 400 -contentKey kek=000102030405060708090a0b0c0d0e0f
            wv -4020 400 kid=b366360d
            wv -4021 400 kid=^kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
            wv -4022 400 kid=^
            wv -4024 400 -contentKey ek=1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5
            wv -5003 400 generalFlags=0001
            fp -6001 400 fpExtension=wudo
            fp -6003 400 -iv
            wv -6005 400 kek=000102030405060708090a0b0c0d0e0f
            fp -6007 400 rentalDuration=-1
            wv -6007 400 rentalDuration=x
            fp -6008 400 deviceId=0
            wv -7002 400 deviceId=0
            wv -7003 400 -securityLevel
            wv -7004 400 securityLevel=6
            wv -7006 400 -hdcpOutputControl
            wv -7007 400 licenseDuration=0
            wv -7009 400 wvExtension=wudo
            ck -8002 400 deviceId=0
            ck -8003 400 persist=yes
            ck -8004 400 licenseDuration=0
            """;

    /** Those that a change of the account or of a store provokes; each has a test of its own below. */
    private static final ImmutableSet<Integer> BY_STATE =
            ImmutableSet.of(-2003, -2019, -2030, -2031, -6006, -6009, -7011, -8001);

    @BeforeAll
    static void start() {
        service = TestService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<String> rows() {
        return ROWS.lines().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void change_raisesItsCodeAlone(String row) {
        List<String> columns = Splitter.on(' ').splitToList(row);
        String drm = columns.get(0);
        int code = Integer.parseInt(columns.get(1));
        ListMultimap<String, String> parameters = TestService.valid(drm);
        columns.subList(3, columns.size()).forEach(change -> apply(change, parameters));

        HttpResponse<String> response = service.get(drm, parameters);

        assertEquals(Integer.parseInt(columns.get(2)), response.statusCode());
        if (code == -3004) {
            assertTrue(response.body().contains("[-3004]"), response.body());
        } else {
            assertEquals(List.of(code), AnswerJson.codes(response));
            assertEquals(code, AnswerJson.of(response).get("code").asInt());
            assertTrue(AnswerJson.of(response).get("message").asString().startsWith("[" + code + "] "));
        }
    }

    private static void apply(String change, ListMultimap<String, String> parameters) {
        if (change.startsWith("-")) {
            parameters.removeAll(change.substring(1));
        } else {
            int equals = change.indexOf('=');
            parameters.replaceValues(change.substring(0, equals), List.of(change.substring(equals + 1)));
        }
    }

    @Test
    void everyCodeOfIssuing_isProvokedHere() {
        Set<Integer> provoked = Stream.concat(
                        BY_STATE.stream(),
                        rows().stream()
                                .map(row -> Integer.valueOf(
                                        Splitter.on(' ').splitToList(row).get(1))))
                .collect(Collectors.toSet());
        Set<Integer> ofIssuing = service.symbolon.drms().errorCodes().stream()
                .filter(ErrorCodesTest::isRaisedByIssuing)
                .map(ErrorCode::number)
                .collect(Collectors.toSet());

        assertEquals(Set.of(), Sets.symmetricDifference(ofIssuing, provoked));
    }

    private static boolean isRaisedByIssuing(ErrorCode code) {
        String raised = code.description().raised();
        return !raised.startsWith("At redemption") && !raised.startsWith("Reserved");
    }

    @Test
    void callerOutsideTheNetworks_isRefusedWith2003() {
        service.change(account ->
                account.addAllowedNetworks(Network.parse("10.20.0.0/16").orElseThrow()));
        assertRefused(401, -2003, service.get("wv", TestService.valid("wv")));
    }

    @Test
    void usedUpBalance_isRefusedWith2019() {
        service.change(account -> account.metered(true));
        service.symbolon.balance().set(TestService.ACCOUNT, 1);

        assertEquals(200, service.get("wv", TestService.valid("wv")).statusCode());
        assertRefused(400, -2019, service.get("wv", TestService.valid("wv")));
    }

    @Test
    void disabledAccount_isRefusedWith2031() {
        service.change(account -> account.active(false));
        assertRefused(401, -2031, service.get("wv", TestService.valid("wv")));
    }

    @Test
    void disabledOption_isRefusedByItsDrm() {
        service.change(account -> account.options(Map.of(new DrmId("wv"), DrmOption.DISABLED)));
        assertRefused(400, -7011, service.get("wv", TestService.valid("wv")));
        service.change(account -> account.options(Map.of(new DrmId("fp"), DrmOption.DISABLED)));
        assertRefused(400, -6009, service.get("fp", TestService.valid("fp")));
        service.change(account -> account.options(Map.of(new DrmId("ck"), DrmOption.DISABLED)));
        assertRefused(400, -8001, service.get("ck", TestService.valid("ck")));
    }

    @Test
    void absentOption_isRefusedByItsDrm() {
        service.change(account -> account.options(Map.of()));
        assertRefused(400, -7011, service.get("wv", TestService.valid("wv")));
        service.change(account -> account.options(Map.of()));
        assertRefused(401, -6006, service.get("fp", TestService.valid("fp")));
    }

    private static TestService withoutStore() {
        return TestService.start(FakeStores.before(() -> {
            throw new StoreUnavailableException("the test's store does not answer");
        }));
    }

    @Test
    void accountStoreWithoutAnswer_isRefusedWith2030AndNamesAReference() {
        try (TestService broken = withoutStore()) {
            broken.change(account -> account.metered(true));
            HttpResponse<String> response = broken.get("wv", TestService.valid("wv"));

            assertRefused(503, -2030, response);
            assertTrue(response.headers().firstValue("Error-Reference").isPresent());
        }
    }

    @Test
    void keyStorageWithoutAnswer_isRefusedWith4019AndStatus503() {
        try (TestService broken = withoutStore()) {
            ListMultimap<String, String> parameters = TestService.valid("wv");
            parameters.removeAll("contentKey");
            parameters.put("kek", TestService.KEK);

            assertRefused(503, -4019, broken.get("wv", parameters));
        }
    }

    private static void assertRefused(int status, int code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(List.of(code), AnswerJson.codes(response));
        service.change(account -> account);
    }
}
