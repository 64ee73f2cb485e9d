package org.symbolon.http.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.administration.Actor;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import org.symbolon.core.store.administration.Role;
import org.symbolon.http.TestService;
import org.symbolon.http.openapi.Described;
import org.symbolon.http.openapi.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator of a service who asks over HTTP. */
record Administering(TestService service, String token) {
    /** Every answer to an administrator has to be as the document says; what it says of DRMs does not matter here. */
    private static final Described DESCRIBED = new Described(OpenApi.of(
            DrmCatalogue.of(ImmutableList.of(), ImmutableSet.of()), ImmutableSet.of(OpenApi.Part.MANAGEMENT)));

    static final Actor OPERATOR = Actor.commandLine("tester");

    /** A new administrator. */
    static Administering as(TestService service, Role role) {
        String name = role.id();
        String token = service.symbolon
                .administration()
                .as(OPERATOR)
                .administrators()
                .add(name, role, Optional.empty())
                .text();
        return new Administering(service, token);
    }

    HttpResponse<String> ask(String method, String path, String body, String... headers) {
        int port = service.managementPort().orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/admin/v1" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = service.send(request);
        if (!method.equals("HEAD")) {
            String asked = "/admin/v1" + path.replaceFirst("/?(\\?.*)?$", "");
            assertEquals(List.of(), DESCRIBED.undescribed(asked, method, answer), method + " " + asked);
        }
        return answer;
    }

    HttpResponse<String> get(String path) {
        return ask("GET", path, "");
    }

    /** Changes something as it is now. */
    HttpResponse<String> change(String method, String path, String body, String of) {
        return ask(method, path, body, "If-Match", tag(of));
    }

    /** The ETag of something. */
    String tag(String path) {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer);
    }

    /** The code of an error. */
    static String code(HttpResponse<String> answer) {
        return json(answer).at("/error/code").stringValue();
    }

    /** The entries of the audit log about a subject, the youngest first. */
    ImmutableList<AuditEntry> log(String subject) {
        return service.symbolon
                .administration()
                .as(OPERATOR)
                .administrators()
                .audit(AuditQuery.builder().subject(subject).build());
    }
}
