package org.symbolon.http.admin;

import static org.symbolon.core.administration.Operation.RECORDS_READ;
import static org.symbolon.core.administration.Operation.USAGE_READ;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.util.Optional;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.store.usage.Usage;
import org.symbolon.core.store.usage.UsageQuery;
import org.symbolon.core.store.usage.UsageQuery.Grouping;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/** What became of requests, and what they add up to. */
final class RecordRoutes {
    private static final String TIME = "must be a time such as 2026-11-21T08:30:00Z, or a day";
    private static final String DAY = "must be a day such as 2026-11-21";
    private static final Field ACCOUNT = Field.optional("account", "number", "Only those of this account");
    private static final Field ENVIRONMENT = Field.optional("environment", "text", "production or test");

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of("GET", "/records", RECORDS_READ, "Finds records of requests, the youngest first")
                    .addQuery(
                            ACCOUNT,
                            ENVIRONMENT,
                            Field.optional("kind", "text", "issue, redeem or flood"),
                            Field.optional("outcome", "text", "granted or refused"),
                            Field.optional("code", "number", "Only refusals with this error code"),
                            Field.optional("token", "text", "The id of a token"),
                            Field.optional("cookie", "text", "The cookie of a viewer"),
                            Field.optional("reference", "text", "The reference of a refusal"),
                            Field.optional("from", "text", "Only records of this time or later"),
                            Field.optional("to", "text", "Only records from before this time"),
                            Field.optional("before", "text", "What next said, for the next page"),
                            Field.optional("length", "number", "How many at most, 1 to 500; 100 by default"))
                    .addAnswer(
                            Field.required("records", "list", "The records"),
                            Field.optional("next", "text", "The parameter before for the next page"))
                    .work(RecordRoutes::records)
                    .build(),
            AdminRoute.of("GET", "/explain/{reference}", RECORDS_READ, "Explains the refusal that a reference names")
                    .addAllAnswer(RecordJson.WHOLE)
                    .work(RecordRoutes::explain)
                    .build(),
            AdminRoute.of("GET", "/usage", USAGE_READ, "Adds up what accounts used, by the day in UTC")
                    .addQuery(
                            ACCOUNT,
                            ENVIRONMENT,
                            Field.optional("from", "text", "The first day; the first one of the month by default"),
                            Field.optional("to", "text", "The day after the last one; tomorrow by default"),
                            Field.optional("by", "text", "day or drm, for sums of each; outcome for none"))
                    .addAnswer(
                            Field.required("from", "text", "The first day"),
                            Field.required("to", "text", "The day after the last one"),
                            Field.required("total", "object", "Tokens issued and redeemed, and refusals by code"),
                            Field.required("lines", "list", "The same of each day or DRM"))
                    .work(RecordRoutes::usage)
                    .build());

    private RecordRoutes() {}

    private static AdminAnswer records(AdminCall call) {
        RecordQuery query = RecordQuery.builder()
                .account(call.query("account", AccountId::parse, "must be the id of an account"))
                .environment(call.query("environment", Environment::parse, "must be production or test"))
                .kind(call.query("kind", RecordKind::parse, "must be issue, redeem or flood"))
                .outcome(call.query("outcome", Outcome::parse, "must be granted or refused"))
                .code(call.query("code", text -> Optional.ofNullable(Ints.tryParse(text)), "must be a number"))
                .token(call.query("token", RecordRoutes::token, "must be the id of a token"))
                .cookie(call.query("cookie"))
                .reference(call.query("reference", RecordJson::reference, "must have 32 hexadecimal digits"))
                .since(call.query("from", RecordQuery::parseTime, TIME))
                .until(call.query("to", RecordQuery::parseTime, TIME))
                .before(call.query("before", RecordId::parse, "must be what next said"))
                .length(call.length())
                .build();
        RecordPage found = call.desk().service().records(query);
        ImmutableMap.Builder<String, Object> answer = ImmutableMap.builder();
        answer.put(
                "records",
                found.records().stream()
                        .map(each -> RecordJson.of(call.symbolon(), each))
                        .collect(ImmutableList.toImmutableList()));
        found.next().ifPresent(next -> answer.put("next", next.toString()));
        return AdminAnswer.of(answer.buildOrThrow());
    }

    private static Optional<TokenId> token(String text) {
        return Hex.isHex(text, TokenId.BYTES) ? Optional.of(TokenId.of(Hex.decode(text))) : Optional.empty();
    }

    private static AdminAnswer explain(AdminCall call) {
        Reference reference = call.variable("reference", RecordJson::reference);
        TransactionRecord found = call.desk()
                .service()
                .explain(reference)
                .orElseThrow(() -> new AdminRefusal(
                        404,
                        "not-found",
                        "reference",
                        "no refusal with this reference is in the records; it may be the reference of a failure of the"
                                + " service, which the log has"));
        return AdminAnswer.of(RecordJson.of(call.symbolon(), found));
    }

    private static AdminAnswer usage(AdminCall call) {
        UsageQuery query = call.desk()
                .service()
                .usageQuery(call.query("from", UsageQuery::parseDay, DAY), call.query("to", UsageQuery::parseDay, DAY))
                .orElseThrow(
                        () -> AdminRefusal.invalid("to", "must be 1 to " + UsageQuery.MOST_DAYS + " days after from"))
                .account(call.query("account", AccountId::parse, "must be the id of an account"))
                .environment(call.query("environment", Environment::parse, "must be production or test"))
                .by(call.query("by", Grouping::parse, "must be day, drm or outcome"))
                .build();
        Usage usage = call.desk().service().usage(query);
        return AdminAnswer.of(ImmutableMap.of(
                "from",
                query.firstDay().toString(),
                "to",
                query.lastDay().plusDays(1).toString(),
                "total",
                model(usage.total()),
                "lines",
                usage.lines().stream().map(RecordRoutes::model).collect(ImmutableList.toImmutableList())));
    }

    private static ImmutableMap<String, Object> model(Usage.Line line) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        line.day().ifPresent(day -> model.put("day", day.toString()));
        line.drm().ifPresent(drm -> model.put("drm", drm.value()));
        model.put("issued", line.issued())
                .put("redeemed", line.redeemed())
                .put("refused", line.refused())
                .put("refusals", line.refusals());
        line.cookies().ifPresent(cookies -> model.put("cookies", cookies));
        return model.buildOrThrow();
    }
}
