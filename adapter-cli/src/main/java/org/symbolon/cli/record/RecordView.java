package org.symbolon.cli.record;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.TokenId;

/** Makes models of a record. */
public record RecordView(TransactionRecord found) {

    /** The fields that fit into a line. */
    ImmutableMap<String, Object> line() {
        return ImmutableMap.<String, Object>builder()
                .put("record", found.id().toString())
                .put("time", found.time().toString())
                .put("kind", found.kind().id())
                .put("environment", found.environment().id())
                .put("drm", found.drm().value())
                .put("account", found.account().map(AccountId::value))
                .put("token", found.token().map(TokenId::toString))
                .put("cookie", found.cookie())
                .put("code", found.code())
                .put("reference", found.reference().map(Reference::text))
                .put("count", found.count())
                .build();
    }

    /** All fields. */
    ImmutableMap<String, Object> whole() {
        return ImmutableMap.<String, Object>builder()
                .putAll(line())
                .put("explanation", found.explanation().map(RecordView::explanation))
                .put("device", found.device())
                .build();
    }

    /** All fields of a refusal, with the description of its error code, if the catalogue has it. */
    ImmutableMap<String, Object> refusal(Optional<ErrorCode> code) {
        ImmutableMap.Builder<String, Object> model =
                ImmutableMap.<String, Object>builder().putAll(line());
        code.ifPresent(known -> model.put("message", known.message())
                .put("raised", known.description().raised())
                .put("remedy", known.description().remedy()));
        found.explanation().map(RecordView::explanation).ifPresent(model::putAll);
        return model.put("device", found.device()).build();
    }

    /** The fields of an explanation. */
    public static ImmutableMap<String, String> explanation(Explanation explanation) {
        return ImmutableMap.of(
                "rule", explanation.rule(),
                "expected", explanation.expected(),
                "got", explanation.got(),
                "usualCause", explanation.usualCause());
    }
}
