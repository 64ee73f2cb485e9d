package org.symbolon.http.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import org.symbolon.http.RawAnswer;
import org.symbolon.http.TestService;

/**
 * A client of the key storage that says of each answer what it is in one line, {@code <status> <content type> <body>},
 * with names for what every test knows: {@code $KEY}, {@code $EK}, {@code $KEK_ID}, {@code $KID1} (of {@code ^kid1}),
 * and {@code $TIME} for any time of the server's.
 */
record KeyClient(TestService service, String authenticator) {
    /** What {@link TestService#EK} wraps under {@link TestService#KEK} (RFC 3394 section 4.1). */
    static final String KEY = "00112233445566778899aabbccddeeff";

    static final String KID1 = "80ea8bc8a58f990ad1f76bc665b30bfa";
    static final String KID2 = "b366360da82e9c6e0b0984002a362cf2";
    static final String WITH_KEK = "kek=" + TestService.KEK;
    static final String WITH_OTHER_KEK = "kek=ff0102030405060708090a0b0c0d0e0f";
    private static final String KEK_ID = "#1.afe008a381bdac03b412a92d54b92ddf";
    private static final String TIME = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";

    KeyClient(TestService service) {
        this(service, TestService.AUTHENTICATOR);
    }

    /** What is below {@code /keystore}, with further parameters behind a question mark, as a target. */
    String target(String resource) {
        int query = resource.indexOf('?');
        return "/keystore" + (query < 0 ? resource + "?" : resource + "&") + "customerAuthenticator=" + authenticator;
    }

    HttpResponse<String> send(String method, String resource, String body) {
        return service.send(method, target(resource), expand(body));
    }

    String ask(String method, String resource, String body) {
        return describe(send(method, resource, body));
    }

    String get(String resource) {
        return ask("GET", resource, "");
    }

    RawAnswer getRaw(String resource) {
        return RawAnswer.get(service, target(resource));
    }

    /** Stores the key that every test knows under a name. */
    void store(String kid) {
        String body = "{\"kid\":\"" + kid.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"k\":\"$KEY\"}";
        assertEquals(201, send("POST", "/keys?" + WITH_KEK, body).statusCode());
    }

    private static String expand(String text) {
        return text.replace("$KEY", KEY).replace("$EK", TestService.EK).replace("$KID1", KID1);
    }

    private static String describe(HttpResponse<String> response) {
        return response.statusCode() + " "
                + response.headers().firstValue("Content-Type").orElse("-") + " "
                + describe(response.body());
    }

    static String describe(String body) {
        return body.replace(KEY, "$KEY")
                .replace(TestService.EK, "$EK")
                .replace(KEK_ID, "$KEK_ID")
                .replace(KID1, "$KID1")
                .replaceAll(TIME, "\\$TIME");
    }
}
