package org.symbolon.http.admin;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;

/** Records as JSON, with what the catalogue says of a refusal. */
final class RecordJson {
    private static final Pattern REFERENCE = Pattern.compile("[0-9a-f]{32}");

    static final ImmutableList<Field> WHOLE = ImmutableList.of(
            Field.required("time", "text", "When"),
            Field.required("kind", "text", "issue or redeem"),
            Field.required("environment", "text", "production or test"),
            Field.required("drm", "text", "The DRM"),
            Field.optional("account", "number", "The account"),
            Field.optional("token", "text", "The id of the token"),
            Field.optional("cookie", "text", "The cookie of the viewer"),
            Field.optional("code", "number", "Why it was refused"),
            Field.optional("message", "text", "What the code says"),
            Field.optional("raised", "text", "When the code is raised"),
            Field.optional("remedy", "text", "What to do"),
            Field.optional("reference", "text", "The reference of the refusal"),
            Field.optional("explanation", "object", "The rule, what was expected and got, and the usual cause"),
            Field.required("device", "object", "What the device said of itself"));

    private RecordJson() {}

    static ImmutableMap<String, Object> of(Symbolon symbolon, TransactionRecord found) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("time", found.time().toString())
                .put("kind", found.kind().id())
                .put("environment", found.environment().id())
                .put("drm", found.drm().value());
        found.account().ifPresent(account -> model.put("account", account.value()));
        found.token().ifPresent(token -> model.put("token", token.toString()));
        found.cookie().ifPresent(cookie -> model.put("cookie", cookie));
        found.code().ifPresent(code -> model.put("code", code));
        found.code()
                .flatMap(symbolon.drms()::errorCode)
                .ifPresent(code -> model.put("message", code.message())
                        .put("raised", code.description().raised())
                        .put("remedy", code.description().remedy()));
        found.reference().ifPresent(reference -> model.put("reference", reference.text()));
        found.explanation()
                .ifPresent(why -> model.put(
                        "explanation",
                        ImmutableMap.of(
                                "rule", why.rule(),
                                "expected", why.expected(),
                                "got", why.got(),
                                "usualCause", why.usualCause())));
        return model.put("device", found.device()).buildOrThrow();
    }

    /** A reference with or without dashes. */
    static Optional<Reference> reference(String text) {
        return Optional.of(Ascii.toLowerCase(text).replace("-", ""))
                .filter(digits -> REFERENCE.matcher(digits).matches())
                .map(Reference::new);
    }
}
