package org.symbolon.http.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.symbolon.http.admin.Administering.code;
import static org.symbolon.http.admin.Administering.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.Role;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.http.TestService;
import org.symbolon.http.management.ManagementSettings;
import tools.jackson.databind.JsonNode;

/** What administrators can do over HTTP, and others cannot. */
@Timeout(120)
final class AdminTest {
    private static final String ACCOUNT = "/accounts/" + TestService.ACCOUNT;
    private static final String KID = "b366360da82e9c6e0b0984002a362cf2";

    private static final String EK = Hex.encode(KeyEncryptionKey.of(Hex.decode(TestService.KEK))
            .wrap(ContentKey.of(Hex.decode(TestService.KEY)))
            .reveal());

    private static TestService service;
    private static ImmutableMap<Role, Administering> administrators;

    @BeforeAll
    static void start() {
        service = TestService.start(ImmutableMap.of());
        administrators = ImmutableList.copyOf(Role.values()).stream()
                .collect(ImmutableMap.toImmutableMap(role -> role, role -> Administering.as(service, role)));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Administering as(Role role) {
        return Optional.ofNullable(administrators.get(role)).orElseThrow();
    }

    private static final Role OWNER = Role.OWNER;

    private static String created(int id) {
        HttpResponse<String> answer =
                as(OWNER).ask("POST", "/accounts", "{\"id\": " + id + ", \"name\": \"N\", \"tokens\": 10}");
        assertEquals(201, answer.statusCode(), answer.body());
        return "/accounts/" + id;
    }

    private static Map<String, AuditChange> changes(AuditEntry entry) {
        return entry.changes().stream().collect(Collectors.toMap(AuditChange::field, change -> change));
    }

    @Test
    void publicPort_knowsNothingOfIt() {
        String bearer = "Bearer " + as(OWNER).token();
        for (String path : ImmutableList.of("/admin/v1", "/admin/v1/accounts", "/admin", "/admin/v1/../v1/audit")) {
            HttpResponse<String> answer =
                    service.send(HttpRequest.newBuilder(service.uri(path)).header("Authorization", bearer));
            assertEquals(404, answer.statusCode(), path);
            assertFalse(answer.body().contains("admin"), answer.body());
        }
        assertEquals(200, as(OWNER).get("").statusCode());
    }

    @Test
    void stranger_isRefused_whateverIsAsked() {
        for (String token : ImmutableList.of("", "x", "sym_" + "A".repeat(43))) {
            Administering stranger = new Administering(service, token);
            for (AdminRoute route : AdminRoutes.all()) {
                if (token.length() < 2 || route.path().equals("/")) {
                    HttpResponse<String> answer =
                            stranger.ask(route.method(), route.path().replaceAll("[{}]", ""), "");
                    assertTrue(answer.statusCode() == 401 || answer.statusCode() == 429, route.path());
                    assertTrue(answer.statusCode() == 429 || code(answer).equals("unauthenticated"), answer.body());
                }
            }
        }
    }

    /** The routes with what they need, whatever is in them: who may not do it learns that before anything else. */
    @Test
    void roles_mayDoWhatTheTableSays_andNothingElse() {
        String account = created(61);
        for (Role role : Role.values()) {
            for (Operation operation : Operation.values()) {
                boolean forbidden = AdminRoutes.all().stream()
                        .filter(route -> route.operation().equals(Optional.of(operation)))
                        .map(route ->
                                as(role).ask(route.method(), path(route, account), body(route), "If-Match", "\"4711\""))
                        .allMatch(answer ->
                                answer.statusCode() == 403 && code(answer).equals("forbidden"));
                boolean any = AdminRoutes.all().stream()
                        .anyMatch(route -> route.operation().equals(Optional.of(operation)));
                assertTrue(!any || forbidden == !role.includes(operation.least()), role + " " + operation);
            }
        }
    }

    private static String path(AdminRoute route, String account) {
        return route.path()
                .replace("/accounts/{account}", account)
                .replace("{environment}", "production")
                .replace("{kid}", KID)
                .replace("{owner}", "every")
                .replace("{drm}", "wv")
                .replace("{name}", "nobody")
                .replace("{key}", "00000000")
                .replace("{node}", "nothing")
                .replace("{reference}", "0".repeat(32))
                .replace("{label}", "00000000");
    }

    private static String body(AdminRoute route) {
        Map<String, String> values = ImmutableMap.of(
                "id", "61",
                "tokens", "1",
                "kid", "\"" + KID + "\"",
                "values", "{}",
                "fate", "\"write-off\"",
                "role", "\"viewer\"",
                "name", "\"viewer\"");
        return route.body().isEmpty()
                ? ""
                : route.body().stream()
                        .filter(Field::required)
                        .map(field -> "\"" + field.name() + "\": " + values.get(field.name()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void account_isCreated_changed_andDeleted_andTheLogHasEachStep() {
        Administering owner = as(OWNER);
        String account = created(62);
        assertEquals("N", owner.json(account).get("name").stringValue());
        assertEquals(10, owner.json(account + "/balance").get("tokens").longValue());

        HttpResponse<String> changed = owner.change(
                "PATCH",
                account,
                "{\"name\": \"M\", \"options\": {\"wv\": \"enabled\", \"persistence\": \"enabled\"},"
                        + " \"allowedNetworks\": [\"10.0.0.0/8\"], \"rate\": \"5/s\", \"status\": \"disabled\"}",
                account);
        assertEquals(200, changed.statusCode(), changed.body());
        assertEquals("enabled", json(changed).at("/options/persistence").stringValue());
        assertEquals("disabled", json(changed).get("status").stringValue());

        AuditEntry entry = owner.log("account/62").get(0);
        assertEquals("account.change", entry.action());
        assertEquals("owner", entry.actor());
        assertEquals("127.0.0.1", entry.place());
        assertEquals(
                new AuditChange("name", Optional.of("N"), Optional.of("M")),
                changes(entry).get("name"));
        assertEquals(
                new AuditChange("options.wv", Optional.empty(), Optional.of("enabled")),
                changes(entry).get("options.wv"));

        assertEquals(204, owner.change("DELETE", account, "", account).statusCode());
        assertEquals(404, owner.get(account).statusCode());
        assertEquals(
                ImmutableList.of("account.delete", "account.change", "account.create"),
                owner.log("account/62").stream().map(AuditEntry::action).collect(ImmutableList.toImmutableList()));
    }

    @Test
    void balance_changedByOthersMeanwhile_isLeftAlone() {
        Administering owner = as(OWNER);
        String account = created(63);
        String seen = owner.tag(account + "/balance");
        HttpResponse<String> first =
                owner.ask("POST", account + "/balance/credit", "{\"tokens\": 5}", "If-Match", seen);
        assertEquals(200, first.statusCode(), first.body());
        assertEquals(15, json(first).get("tokens").longValue());

        HttpResponse<String> second =
                owner.ask("POST", account + "/balance/credit", "{\"tokens\": 5}", "If-Match", seen);
        assertEquals(412, second.statusCode());
        assertEquals("changed-meanwhile", code(second));
        HttpResponse<String> blind = owner.ask("POST", account + "/balance/credit", "{\"tokens\": 5}");
        assertEquals(428, blind.statusCode());
        assertEquals("precondition-required", code(blind));
        HttpResponse<String> other = owner.ask("PATCH", account, "{\"name\": \"Other\"}", "If-Match", seen);
        assertEquals(412, other.statusCode());
        assertEquals("N", owner.json(account).get("name").stringValue());
        assertEquals(15, owner.json(account + "/balance").get("tokens").longValue());

        HttpResponse<String> debit = owner.ask(
                "POST",
                account + "/balance/debit",
                "{\"tokens\": 15}",
                "If-Match",
                first.headers().firstValue("ETag").orElseThrow());
        assertEquals(0, json(debit).get("tokens").longValue());
        AuditEntry entry = owner.log("account/63").get(0);
        assertEquals("balance.debit", entry.action());
        assertEquals(
                ImmutableList.of(new AuditChange("balance", Optional.of("15"), Optional.of("0"))), entry.changes());
        HttpResponse<String> tooMuch =
                owner.change("POST", account + "/balance/debit", "{\"tokens\": 1}", account + "/balance");
        assertEquals(409, tooMuch.statusCode());
        assertEquals(3, owner.log("account/63").size(), "what was refused has no entry");
    }

    @Test
    void authenticator_isShownOnce_works_andIsInNoLog() {
        Administering owner = as(OWNER);
        String account = created(64);
        owner.change("PATCH", account, "{\"options\": {\"wv\": \"enabled\"}}", account);
        HttpResponse<String> added = owner.change("POST", account + "/authenticators", "", account);
        assertEquals(201, added.statusCode(), added.body());
        String authenticator = json(added).get("customerAuthenticator").stringValue();
        ListMultimap<String, String> request = TestService.valid("wv");
        request.replaceValues("customerAuthenticator", ImmutableList.of(authenticator));
        assertEquals(200, service.get("wv", request).statusCode());

        String secret = authenticator.substring(authenticator.indexOf(',') + 1);
        assertFalse(owner.get(account).body().contains(secret));
        assertFalse(owner.log("account/64").toString().contains(secret));

        String label = json(added).get("label").stringValue();
        assertEquals(
                204,
                owner.change("DELETE", account + "/authenticators/" + label, "", account)
                        .statusCode());
        assertEquals(401, service.get("wv", request).statusCode());
    }

    @Test
    void key_isShownWithoutItsValue_whichTakesARequestThatIsInTheLog() {
        Administering owner = as(OWNER);
        String account = created(65);
        HttpResponse<String> kek =
                owner.change("PUT", account + "/kek", "{\"kek\": \"" + TestService.KEK + "\"}", account);
        assertEquals(200, kek.statusCode(), kek.body());
        String keys = account + "/keys/production";
        HttpResponse<String> stored =
                owner.ask("POST", keys, "{\"kid\": \"" + KID + "\", \"k\": \"" + TestService.KEY + "\"}");
        assertEquals(201, stored.statusCode(), stored.body());
        assertEquals(
                409,
                owner.ask("POST", keys, "{\"kid\": \"" + KID + "\", \"k\": \"" + TestService.KEY + "\"}")
                        .statusCode());
        for (String path : ImmutableList.of(keys, keys + "/" + KID)) {
            assertFalse(owner.get(path).body().contains(EK), path);
        }
        assertEquals(1, owner.json(keys).get("count").intValue());

        HttpResponse<String> value = owner.ask("POST", keys + "/" + KID + "/value", "");
        assertEquals(EK, json(value).get("ek").stringValue());
        String subject = "key/65/production/" + KID;
        assertEquals("key.read-value", owner.log(subject).get(0).action());
        assertFalse(owner.log(subject).toString().contains(EK));
        assertFalse(owner.log(subject).toString().contains(TestService.KEY));
        assertFalse(owner.log("account/65").toString().contains(TestService.KEK));

        assertEquals(
                204,
                owner.change("DELETE", keys + "/" + KID, "", keys + "/" + KID).statusCode());
        assertEquals(404, owner.get(keys + "/" + KID).statusCode());
    }

    @Test
    void keyRing_isRotatedOnce_byTwoWhoSawTheSame() {
        Administering owner = as(OWNER);
        String seen = owner.tag("/keyring");
        HttpResponse<String> rotated = owner.ask("POST", "/keyring/keys", "{}", "If-Match", seen);
        assertEquals(201, rotated.statusCode(), rotated.body());
        assertEquals("waiting", json(rotated).get("state").stringValue());
        assertEquals(
                412, owner.ask("POST", "/keyring/keys", "{}", "If-Match", seen).statusCode());
        assertEquals(2, owner.json("/keyring").get("keys").size());

        String key = "/keyring/keys/" + json(rotated).get("id").stringValue();
        assertEquals(409, owner.change("DELETE", key, "", "/keyring").statusCode());
        HttpResponse<String> retired = owner.change("DELETE", key + "?force=true", "", "/keyring");
        assertEquals(200, retired.statusCode(), retired.body());
        assertEquals("keyring.change", owner.log("keyring").get(0).action());
    }

    @Test
    void credential_isSet_neverReadBack_andRemoved() {
        Administering owner = as(OWNER);
        String values = "{\"values\": {\"url\": \"https://license.example.com/proxy\", \"provider\": \"acme\","
                + " \"key\": \"" + "12".repeat(32) + "\", \"iv\": \"" + "34".repeat(16) + "\"}}";
        HttpResponse<String> set = owner.ask("POST", "/credentials/every/wv", values);
        assertEquals(201, set.statusCode(), set.body());
        String path = "/credentials/every/wv/" + json(set).get("name").stringValue();
        assertEquals(json(set), owner.json(path));
        assertEquals(409, owner.ask("POST", "/credentials/every/wv", values).statusCode());
        String seen = owner.tag(path);
        assertEquals(
                201,
                owner.ask("POST", "/credentials/every/wv", values, "If-Match", seen)
                        .statusCode());
        assertEquals(
                412,
                owner.ask("POST", "/credentials/every/wv", values, "If-Match", seen)
                        .statusCode());
        for (String shown : ImmutableList.of(
                set.body(),
                owner.get("/credentials").body(),
                owner.log("credential/every/wv/service").toString())) {
            assertFalse(shown.contains("12".repeat(32)), shown);
        }
        assertEquals(1, owner.json("/credentials").get("credentials").size());
        assertEquals(204, owner.change("DELETE", path, "", path).statusCode());
        assertEquals(404, owner.get(path).statusCode());
        assertEquals(
                ImmutableList.of("credential.remove", "credential.set", "credential.set"),
                owner.log("credential/every/wv/service").stream()
                        .map(AuditEntry::action)
                        .collect(ImmutableList.toImmutableList()));

        HttpResponse<String> wrong =
                owner.ask("POST", "/credentials/every/wv", "{\"values\": {\"" + "56".repeat(32) + "\": \"x\"}}");
        assertEquals(400, wrong.statusCode(), wrong.body());
        assertFalse(wrong.body().contains("56".repeat(32)), "a secret in the wrong place is not repeated");
    }

    @Test
    void administrator_isLetIn_untilTheRoleTheTokenOrTheAdministratorEnds() {
        Administering owner = as(OWNER);
        HttpResponse<String> added = owner.ask(
                "POST", "/administrators", "{\"name\": \"helper\", \"role\": \"support\", \"lasts\": \"P1D\"}");
        assertEquals(201, added.statusCode(), added.body());
        Administering helper =
                new Administering(service, json(added).get("token").stringValue());
        assertEquals(200, helper.get("/records").statusCode());
        assertEquals(403, helper.get("/settings").statusCode());

        String path = "/administrators/helper";
        assertEquals(
                200,
                owner.change("PATCH", path, "{\"role\": \"operator\"}", path).statusCode());
        assertEquals(200, helper.get("/settings").statusCode());
        HttpResponse<String> renewed = owner.change("POST", path + "/token", "{}", path);
        assertEquals(201, renewed.statusCode(), renewed.body());
        assertEquals(401, helper.get("/records").statusCode());
        Administering anew =
                new Administering(service, json(renewed).get("token").stringValue());
        assertEquals(200, anew.get("/records").statusCode());
        assertEquals(204, owner.change("DELETE", path, "", path).statusCode());
        assertEquals(401, anew.get("/records").statusCode());
        assertFalse(owner.log("administrator/helper").toString().contains("sym_"));
        assertEquals(
                ImmutableList.of(
                        "administrator.end", "administrator.change", "administrator.change", "administrator.add"),
                owner.log("administrator/helper").stream()
                        .map(AuditEntry::action)
                        .collect(ImmutableList.toImmutableList()));
    }

    @Test
    void badInput_namesTheFieldAndTheRule_andChangesNothing() {
        Administering owner = as(OWNER);
        String account = created(66);
        ImmutableMap<String, String> bodies = ImmutableMap.<String, String>builder()
                .put("{\"name\": 5}", "name")
                .put("{\"status\": \"asleep\"}", "status")
                .put("{\"tokens\": -1}", "tokens")
                .put("{\"tokens\": 1.5}", "tokens")
                .put("{\"options\": {\"wv\": \"perhaps\"}}", "options.wv")
                .put("{\"allowedNetworks\": [\"everywhere\"]}", "allowedNetworks")
                .put("{\"defaults\": {\"wv\": {\"securityLevel\": \"9\"}}}", "defaults.wv.securityLevel")
                .put("{\"rate\": \"fast\"}", "rate")
                .put("{\"colour\": \"red\"}", "body")
                .put("[]", "body")
                .put("{\"name\": \"a\", \"name\": \"b\"}", "body")
                .put("{\"name\": ", "body")
                .buildOrThrow();
        bodies.forEach((body, field) -> {
            HttpResponse<String> answer = owner.change("PATCH", account, body, account);
            assertEquals(400, answer.statusCode(), body);
            assertEquals("invalid", code(answer), body);
            assertEquals(field, json(answer).at("/error/field").stringValue(), body);
        });
        assertEquals(1, owner.log("account/66").size());
        assertEquals(400, owner.get("/accounts?length=0").statusCode());
        assertEquals(400, owner.get("/accounts?lenght=1").statusCode());
        assertEquals(400, owner.get("/audit?before=x").statusCode());
        assertEquals(404, owner.get("/accounts/x").statusCode());
        assertEquals(404, owner.get("/nothing").statusCode());
        HttpResponse<String> wrongMethod = owner.ask("DELETE", "/audit", "");
        assertEquals(405, wrongMethod.statusCode());
        assertEquals("GET", wrongMethod.headers().firstValue("Allow").orElseThrow());
        HttpResponse<String> text = owner.ask("POST", "/accounts", "id=1", "Content-Type", "text/plain");
        assertTrue(text.statusCode() == 415 || text.statusCode() == 400, text.body());
    }

    @Test
    void refusal_isFoundByCookie_andExplained() throws InterruptedException {
        Administering support = as(Role.SUPPORT);
        ListMultimap<String, String> wrong = TestService.valid("wv");
        wrong.put("cookie", "viewer-77");
        wrong.replaceValues("contentKey", ImmutableList.of("short"));
        HttpResponse<String> refused = service.get("wv", wrong);
        assertEquals(400, refused.statusCode(), refused.body());
        String reference = refused.headers().firstValue("Error-Reference").orElseThrow();
        JsonNode records = support.json("/records?cookie=viewer-77");
        while (records.get("records").isEmpty()) {
            Thread.sleep(20); // records are written behind the request
            records = support.json("/records?cookie=viewer-77");
        }
        JsonNode explained = support.json("/explain/" + reference);
        assertEquals(records.get("records").get(0), explained);
        assertTrue(explained.has("remedy"), explained.toString());
        assertEquals(404, support.get("/explain/" + "0".repeat(32)).statusCode());
    }

    @Test
    void nodesSettingsAndAudit_areShown_inPages_withoutSecrets() {
        Administering owner = as(OWNER);
        created(67);
        assertTrue(owner.json("/nodes").get("conditions").size() > 3);
        assertTrue(owner.get("/settings").statusCode() == 200);
        JsonNode first = owner.json("/audit?length=1");
        JsonNode second = owner.json("/audit?length=1&before=" + first.get("next"));
        assertTrue(first.at("/entries/0/number").longValue()
                > second.at("/entries/0/number").longValue());
        assertEquals(
                0,
                owner.json("/audit?subject=account/" + new AccountId(1))
                        .get("entries")
                        .size());
        JsonNode accounts = owner.json("/accounts?after=66&length=1");
        assertEquals(67, accounts.at("/accounts/0/id").longValue());
        assertEquals(67, accounts.get("next").longValue());
    }

    @Test
    void listenerThatOthersReach_answersNoAdministrator_unlessToldTo() {
        try (TestService open = TestService.start(ImmutableMap.of(ManagementSettings.HOST, "0.0.0.0"))) {
            Administering owner = Administering.as(open, OWNER);
            assertEquals(404, owner.get("").statusCode());
            assertEquals(200, open.manage("/livez").statusCode());
        }
        try (TestService open = TestService.start(
                ImmutableMap.of(ManagementSettings.HOST, "0.0.0.0", ManagementSettings.ADMINISTRATION, "always"))) {
            assertEquals(200, Administering.as(open, OWNER).get("").statusCode());
        }
    }
}
