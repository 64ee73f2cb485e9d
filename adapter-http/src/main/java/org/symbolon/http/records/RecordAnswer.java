package org.symbolon.http.records;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.TokenId;
import org.symbolon.http.server.Answer;
import tools.jackson.core.JsonGenerator;

/** Records as an account reads them. */
final class RecordAnswer {
    private RecordAnswer() {}

    /**
     * Records with commas between them: a part of an array.
     *
     * @param codes the catalogue, by number
     */
    static String text(List<TransactionRecord> records, ImmutableMap<Integer, ErrorCode> codes) {
        return Answer.jsonText(json -> records.forEach(found -> write(json, found, codes)));
    }

    private static void write(JsonGenerator json, TransactionRecord found, ImmutableMap<Integer, ErrorCode> codes) {
        json.writeStartObject();
        json.writeStringProperty("record", found.id().toString());
        json.writeStringProperty("time", found.time().toString());
        json.writeStringProperty("kind", found.kind().id());
        json.writeStringProperty("drm", found.drm().value());
        json.writeStringProperty("environment", found.environment().id());
        write(json, "id", found.token().map(TokenId::toString));
        write(json, "cookie", found.cookie());
        json.writeStringProperty("outcome", found.outcome().id());
        if (found.kind() == RecordKind.FLOOD) {
            json.writeNumberProperty("count", found.count());
        }
        found.code().ifPresent(code -> json.writeNumberProperty("code", code));
        write(json, "message", found.code().map(codes::get).map(code -> "[" + code.number() + "] " + code.message()));
        write(json, "reference", found.reference().map(Reference::text));
        found.explanation().ifPresent(why -> write(json, why));
        if (!found.device().isEmpty()) {
            json.writeObjectPropertyStart("device");
            found.device().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Explanation why) {
        json.writeStringProperty("rule", why.rule());
        json.writeStringProperty("expected", why.expected());
        json.writeStringProperty("got", why.got());
        json.writeStringProperty("usualCause", why.usualCause());
    }

    private static void write(JsonGenerator json, String name, Optional<String> text) {
        text.ifPresent(given -> json.writeStringProperty(name, given));
    }
}
