package org.symbolon.http.usage;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageKey.Outcome;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.http.server.Answer;
import tools.jackson.core.JsonGenerator;

/** What an account used, as it reads it. */
final class UsageAnswer {
    private final JsonGenerator json;
    private final ImmutableMap<Integer, ErrorCode> codes;

    private UsageAnswer(JsonGenerator json, ImmutableMap<Integer, ErrorCode> codes) {
        this.json = json;
        this.codes = codes;
    }

    /**
     * The answer to a query. It has at most a line for each day, and in a line one number for each error code.
     *
     * @param codes the catalogue, by number
     */
    static Answer of(UsageQuery query, Usage usage, ImmutableMap<Integer, ErrorCode> codes) {
        return Answer.json(200, json -> new UsageAnswer(json, codes).write(query, usage));
    }

    private void write(UsageQuery query, Usage usage) {
        json.writeStringProperty("from", query.firstDay().toString());
        json.writeStringProperty("to", query.lastDay().plusDays(1).toString());
        query.environment().ifPresent(environment -> json.writeStringProperty("environment", environment.id()));
        json.writeObjectPropertyStart("total");
        writeNumbers(usage.total());
        json.writeEndObject();
        query.by().ifPresent(by -> {
            json.writeArrayPropertyStart(by.id() + "s");
            writeGroups(by, usage);
            json.writeEndArray();
        });
    }

    private void writeGroups(Grouping by, Usage usage) {
        if (by == Grouping.OUTCOME) {
            Usage.Line total = usage.total();
            writeOutcome(Outcome.ISSUED, Optional.empty(), total.issued());
            writeOutcome(Outcome.REDEEMED, Optional.empty(), total.redeemed());
            total.refusals().forEach((code, count) -> writeOutcome(Outcome.REFUSED, Optional.of(code), count));
            return;
        }
        usage.lines().forEach(line -> {
            json.writeStartObject();
            line.day().ifPresent(day -> json.writeStringProperty("day", day.toString()));
            line.drm().ifPresent(drm -> json.writeStringProperty("drm", drm.value()));
            writeNumbers(line);
            json.writeEndObject();
        });
    }

    private void writeOutcome(Outcome outcome, Optional<Integer> code, long count) {
        json.writeStartObject();
        json.writeStringProperty("outcome", outcome.id());
        code.ifPresent(this::writeCode);
        json.writeNumberProperty("count", count);
        json.writeEndObject();
    }

    private void writeNumbers(Usage.Line line) {
        json.writeNumberProperty("issued", line.issued());
        json.writeNumberProperty("redeemed", line.redeemed());
        json.writeNumberProperty("refused", line.refused());
        json.writeArrayPropertyStart("refusals");
        line.refusals().forEach((code, count) -> {
            json.writeStartObject();
            writeCode(code);
            json.writeNumberProperty("count", count);
            json.writeEndObject();
        });
        json.writeEndArray();
        line.cookies().ifPresent(cookies -> json.writeNumberProperty("cookies", cookies));
    }

    private void writeCode(int code) {
        json.writeNumberProperty("code", code);
        Optional.ofNullable(codes.get(code))
                .ifPresent(known -> json.writeStringProperty("message", "[" + known.number() + "] " + known.message()));
    }
}
