package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Stream;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;
import tools.jackson.databind.node.ObjectNode;

/** What an account reads of what became of its tokens. */
final class RecordPaths {
    private static final ImmutableList<String> TEXTS =
            ImmutableList.of("cookie", "message", "rule", "expected", "got", "usualCause");

    private final OpenApi document;
    private final Problems problems;

    RecordPaths(OpenApi document) {
        this.document = document;
        this.problems = new Problems(
                "records", Problems.Shape.JSON, ImmutableList.copyOf(SharedError.values()), document.components());
    }

    void add() {
        document.components().withObjectProperty("schemas").set("Record", record());
        ObjectNode answer = Operation.described("The records, the youngest first; next goes on from here.");
        ObjectNode properties = Schemas.object();
        properties.set("records", Schemas.listOf(Schemas.ref("schemas", "Record")));
        properties.set("next", Schemas.string());
        Operation.addContent(answer, "application/json", Optional.of(Schemas.objectOf(properties, "records")));
        document.add(
                "/cmiapi/getrecord/",
                "get",
                new Operation("list-records", "Records", "What became of the account's tokens in this environment")
                        .saying("The path has a slash at its end or not.")
                        .security(Access.ACCOUNT)
                        .with(Access.ACCOUNT)
                        .with(parameter(
                                "id", "Only those of one token: its id", Schemas.of(ValueForm.hex(TokenId.BYTES))))
                        .with(parameter(
                                "cookie",
                                "Only those with this cookie",
                                Schemas.string().put("minLength", 1)))
                        .with(parameter(
                                "before",
                                "Only those that follow an earlier answer: its next",
                                Schemas.matching("[0-9]{1,18}-([1-9][0-9]{0,3}|10000)")))
                        .with(parameter(
                                "start",
                                "How many of the youngest to pass over; 0",
                                Schemas.integer(0, RecordQuery.LAST_START)))
                        .with(parameter(
                                "length",
                                "How many at most; " + RecordQuery.USUAL_LENGTH,
                                Schemas.integer(1, RecordQuery.MOST)))
                        .answer(200, answer)
                        .refusals(problems, true, 401, 403, 404, 429)
                        .refusals(problems, true, Problems.ALWAYS));
    }

    private static ObjectNode parameter(String name, String meaning, ObjectNode schema) {
        return Operation.parameter("query", name, meaning, schema);
    }

    private ObjectNode record() {
        ObjectNode properties = Schemas.object();
        properties.set("time", Schemas.string().put("format", "date-time"));
        properties.set("kind", Schemas.oneOf(ImmutableList.of("issue", "redeem")));
        properties.set("drm", Schemas.string());
        properties.set(
                "environment",
                Schemas.oneOf(
                        Stream.of(Environment.values()).map(Environment::id).collect(ImmutableList.toImmutableList())));
        properties.set("id", Schemas.matching("[0-9a-f]{32}").put("description", "The id of the token"));
        properties.set("outcome", Schemas.oneOf(ImmutableList.of("granted", "refused")));
        properties.set("code", Schemas.integer());
        properties.set("reference", Schemas.string());
        TEXTS.forEach(name -> properties.set(name, Schemas.string()));
        ObjectNode device = Schemas.object().put("type", "object");
        device.set("additionalProperties", Schemas.string());
        properties.set("device", device);
        return Schemas.objectOf(properties, "time", "kind", "drm", "environment", "outcome");
    }
}
