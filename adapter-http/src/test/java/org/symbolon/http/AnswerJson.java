package org.symbolon.http;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads error answers as a client does. */
public final class AnswerJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private AnswerJson() {}

    public static JsonNode of(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    public static JsonNode of(String line) {
        return MAPPER.readTree(line);
    }

    public static List<Integer> codes(HttpResponse<String> response) {
        return of(response)
                .get("errors")
                .valueStream()
                .map(error -> error.get("code").asInt())
                .toList();
    }
}
