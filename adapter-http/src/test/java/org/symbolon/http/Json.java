package org.symbolon.http;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads error answers as a client does. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static JsonNode of(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    static JsonNode of(String line) {
        return MAPPER.readTree(line);
    }

    static List<Integer> codes(HttpResponse<String> response) {
        return of(response)
                .get("errors")
                .valueStream()
                .map(error -> error.get("code").asInt())
                .toList();
    }
}
