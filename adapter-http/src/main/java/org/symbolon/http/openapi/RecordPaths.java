package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.symbolon.core.error.SharedError;
import org.symbolon.core.parameter.ValueForm;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.TokenId;
import tools.jackson.databind.node.ObjectNode;

/** What an account reads of what became of its tokens. */
final class RecordPaths {
    private static final ImmutableList<String> TEXTS =
            ImmutableList.of("cookie", "message", "rule", "expected", "got", "usualCause");

    private static final ImmutableList<String> NUMBERS =
            ImmutableList.of("issued", "redeemed", "refused", "cookies", "code", "count");

    private static final ImmutableList<String> TEXTS_OF_LINES = ImmutableList.of("day", "drm", "outcome", "message");
    private static final String JSON = "application/json";
    private static final String USAGE = "/cmiapi/usage/";
    private static final String DAY = "(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    private static final String TIME = DAY + "(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z)?";

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
        Operation.addContent(answer, JSON, Optional.of(Schemas.objectOf(properties, "records")));
        document.add(
                "/cmiapi/getrecord/",
                "get",
                operation("list-records", "What became of the account's tokens in this environment")
                        .with(parameter(
                                "id", "Only those of one token: its id", Schemas.of(ValueForm.hex(TokenId.BYTES))))
                        .with(parameter("cookie", "Only those with this cookie", Schemas.of(ValueForm.TEXT)))
                        .with(parameter("kind", "Only those of this kind", ids(RecordKind.values(), RecordKind::id)))
                        .with(parameter("outcome", "Only those with this outcome", ids(Outcome.values(), Outcome::id)))
                        .with(parameter(
                                "code",
                                "Only those with this error code",
                                Schemas.integer(Integer.MIN_VALUE, Integer.MAX_VALUE)))
                        .with(parameter("from", "Only those from this time or day on", Schemas.matching(TIME)))
                        .with(parameter("to", "Only those before this time or day", Schemas.matching(TIME)))
                        .with(parameter(
                                "before",
                                "Only those that follow an earlier answer: its next",
                                Schemas.matching("[0-9a-f]{24}")))
                        .with(parameter(
                                "start",
                                "How many of the youngest to pass over; 0",
                                Schemas.integer(0, RecordQuery.LAST_START)))
                        .with(parameter(
                                "length",
                                "How many at most; " + RecordQuery.USUAL_LENGTH,
                                Schemas.integer(1, RecordQuery.MOST)))
                        .answer(200, answer));
        addUsage();
    }

    private Operation operation(String id, String summary) {
        return new Operation(id, "Records", summary)
                .saying("The path has a slash at its end or not.")
                .security(Access.ACCOUNT)
                .with(Access.ACCOUNT)
                .refusals(problems, true, 401, 403, 404, 429)
                .refusals(problems, true, Problems.ALWAYS);
    }

    private static <T> ObjectNode ids(T[] values, Function<T, String> id) {
        return Schemas.oneOf(Stream.of(values).map(id).collect(ImmutableList.toImmutableList()));
    }

    private void addUsage() {
        ObjectNode answer =
                Operation.described("The sums, and those of each day, DRM or outcome where that is asked for.");
        ObjectNode properties = Schemas.object();
        properties.set("from", day());
        properties.set("to", day());
        properties.set("total", line());
        Stream.of(Grouping.values()).forEach(by -> properties.set(by.id() + "s", Schemas.listOf(line())));
        Operation.addContent(answer, JSON, Optional.of(Schemas.objectOf(properties, "from", "to", "total")));
        document.add(
                USAGE,
                "get",
                operation("read-usage", "What the account used in this environment")
                        .with(parameter("from", "The first day", day()))
                        .with(parameter(
                                "to", "The day after the last, at most " + UsageQuery.MOST_DAYS + " later", day()))
                        .with(parameter("by", "What has a sum of its own", ids(Grouping.values(), Grouping::id)))
                        .answer(200, answer));
    }

    private static ObjectNode day() {
        return Schemas.string().put("format", "date").put("pattern", "^(?:" + DAY + ")$");
    }

    /** Sums; those of outcomes have nothing but a count. */
    private static ObjectNode line() {
        ObjectNode properties = Schemas.object();
        NUMBERS.forEach(name -> properties.set(name, Schemas.integer()));
        TEXTS_OF_LINES.forEach(name -> properties.set(name, Schemas.string()));
        ObjectNode refusal = Schemas.object();
        refusal.set("code", Schemas.integer());
        refusal.set("message", Schemas.string());
        refusal.set("count", Schemas.integer().put("minimum", 1));
        properties.set("refusals", Schemas.listOf(Schemas.objectOf(refusal, "code", "count")));
        return Schemas.objectOf(properties);
    }

    private static ObjectNode parameter(String name, String meaning, ObjectNode schema) {
        return Operation.parameter("query", name, meaning, schema);
    }

    private ObjectNode record() {
        ObjectNode properties = Schemas.object();
        properties.set("time", Schemas.string().put("format", "date-time"));
        properties.set("record", Schemas.string().put("description", "The id of the record"));
        properties.set("kind", ids(RecordKind.values(), RecordKind::id));
        properties.set(
                "count", Schemas.integer().put("description", "How many refusals a record of a flood stands for"));
        properties.set("drm", Schemas.string());
        properties.set(
                "environment",
                Schemas.oneOf(
                        Stream.of(Environment.values()).map(Environment::id).collect(ImmutableList.toImmutableList())));
        properties.set("id", Schemas.matching("[0-9a-f]{32}").put("description", "The id of the token"));
        properties.set("outcome", ids(Outcome.values(), Outcome::id));
        properties.set("code", Schemas.integer());
        properties.set("reference", Schemas.string());
        TEXTS.forEach(name -> properties.set(name, Schemas.string()));
        ObjectNode device = Schemas.object().put("type", "object");
        device.set("additionalProperties", Schemas.string());
        properties.set("device", device);
        return Schemas.objectOf(properties, "time", "kind", "drm", "environment", "outcome");
    }
}
