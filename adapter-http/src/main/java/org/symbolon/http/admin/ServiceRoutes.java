package org.symbolon.http.admin;

import static org.symbolon.core.administration.Operation.KEY_RING_CHANGE;
import static org.symbolon.core.administration.Operation.KEY_RING_READ;
import static org.symbolon.core.administration.Operation.LEASES_END;
import static org.symbolon.core.administration.Operation.NODES_READ;
import static org.symbolon.core.administration.Operation.RECORDS_READ;
import static org.symbolon.core.administration.Operation.SETTINGS_READ;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.symbolon.core.administration.RingKeyState;
import org.symbolon.core.administration.RingRetirement;
import org.symbolon.core.administration.Versioned;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.EndedLease;
import org.symbolon.core.store.keyring.RingKeyId;
import org.symbolon.core.store.record.RecordCursor;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/** The key ring, nodes and leases, records and settings. */
final class ServiceRoutes {
    private static final ImmutableMap<String, Boolean> FATES = ImmutableMap.of("give-back", true, "write-off", false);

    static final ImmutableList<AdminRoute> ALL = ImmutableList.of(
            AdminRoute.of("GET", "/keyring", KEY_RING_READ, "Shows the keys of the ring, without the keys themselves")
                    .addAnswer(Field.required("keys", "list", "The id, the state and the times of each"))
                    .work(ServiceRoutes::ring)
                    .build(),
            AdminRoute.of(
                            "POST",
                            "/keyring/keys",
                            KEY_RING_CHANGE,
                            "Adds a key to the ring, which begins to seal later")
                    .versioned(true)
                    .addBody(Field.optional("sealsIn", "text", "After how long it seals; PT10M by default"))
                    .status(201)
                    .addAnswer(
                            Field.required("id", "text", "The id of the key"),
                            Field.required("state", "text", "primary, waiting or old"),
                            Field.required("sealsFrom", "text", "From when it seals"),
                            Field.optional("until", "text", "Until when it seals"),
                            Field.required("spent", "flag", "Whether all tokens that it has sealed have ended"))
                    .work(ServiceRoutes::rotate)
                    .build(),
            AdminRoute.of(
                            "DELETE",
                            "/keyring/keys/{key}",
                            KEY_RING_CHANGE,
                            "Takes a key out of the ring, once what it has sealed is sealed anew")
                    .versioned(true)
                    .addQuery(Field.optional("force", "flag", "true: even if tokens cannot be redeemed any more"))
                    .addAnswer(
                            Field.required("movedKeks", "number", "How many KEKs were sealed anew"),
                            Field.required("movedCredentials", "number", "How many credentials were sealed anew"))
                    .work(ServiceRoutes::retire)
                    .build(),
            AdminRoute.of("GET", "/nodes", NODES_READ, "Shows the store, the leases of nodes, and what must work here")
                    .addAnswer(
                            Field.required("place", "text", "Where the store is"),
                            Field.required("schema", "number", "The version of its schema"),
                            Field.required("counts", "object", "How many entries it has"),
                            Field.required("leases", "list", "The tokens that nodes have taken out of balances"),
                            Field.required("writtenOff", "object", "By account: tokens lost with nodes that are gone"),
                            Field.required("conditions", "list", "The name and the problem of what must work"))
                    .work(ServiceRoutes::nodes)
                    .build(),
            AdminRoute.of("POST", "/nodes/{node}/end-leases", LEASES_END, "Ends the leases of a node that is gone")
                    .addBody(Field.required("fate", "text", "What becomes of the tokens: give-back or write-off"))
                    .addAnswer(Field.required("ended", "list", "What became of the tokens of each account"))
                    .work(ServiceRoutes::endLeases)
                    .build(),
            AdminRoute.of("GET", "/records", RECORDS_READ, "Finds records of requests, the youngest first")
                    .addQuery(
                            Field.optional("account", "number", "Only those of this account"),
                            Field.optional("environment", "text", "production or test"),
                            Field.optional("token", "text", "The id of a token"),
                            Field.optional("cookie", "text", "The cookie of a viewer"),
                            Field.optional("reference", "text", "The reference of a refusal"),
                            Field.optional("before", "text", "What next said, for the next page"),
                            Field.optional("length", "number", "How many at most, 1 to 500; 100 by default"))
                    .addAnswer(
                            Field.required("records", "list", "The records"),
                            Field.optional("next", "text", "The parameter before for the next page"))
                    .work(ServiceRoutes::records)
                    .build(),
            AdminRoute.of("GET", "/explain/{reference}", RECORDS_READ, "Explains the refusal that a reference names")
                    .addAllAnswer(RecordJson.WHOLE)
                    .work(ServiceRoutes::explain)
                    .build(),
            AdminRoute.of("GET", "/settings", SETTINGS_READ, "Shows the settings in force; secrets are masked")
                    .addAnswer(Field.required(
                            "settings", "list", "The key, the value, the default and the origin of each"))
                    .work(ServiceRoutes::settings)
                    .build());

    private ServiceRoutes() {}

    private static AdminAnswer ring(AdminCall call) {
        Versioned<ImmutableList<RingKeyState>> ring = call.desk().keyRing().list();
        return AdminAnswer.of(
                ImmutableMap.of(
                        "keys",
                        ring.value().stream().map(ServiceRoutes::model).collect(ImmutableList.toImmutableList())),
                ring.revision());
    }

    private static ImmutableMap<String, Object> model(RingKeyState key) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("id", key.id().toString())
                .put("state", key.state())
                .put("sealsFrom", key.sealsFrom().toString());
        key.until().map(Instant::toString).ifPresent(end -> model.put("until", end));
        return model.put("spent", key.spent()).buildOrThrow();
    }

    static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AdminAnswer rotate(AdminCall call) {
        Duration sealsIn = call.body()
                .text("sealsIn", ServiceRoutes::duration, "must be a duration such as PT10M")
                .orElse(Duration.ofMinutes(10));
        return AdminAnswer.of(model(call.desk().keyRing().rotate(sealsIn, call.expected())));
    }

    private static AdminAnswer retire(AdminCall call) {
        RingRetirement retired =
                call.desk().keyRing().retire(call.variable("key", RingKeyId::parse), call.force(), call.expected());
        return AdminAnswer.of(ImmutableMap.of("movedKeks", retired.keks(), "movedCredentials", retired.credentials()));
    }

    private static AdminAnswer nodes(AdminCall call) {
        StoreStatus status = call.desk().service().store();
        ImmutableMap.Builder<String, Object> model = ImmutableMap.builder();
        model.put("place", status.place())
                .put("schema", status.schema())
                .put("counts", status.counts())
                .put(
                        "leases",
                        status.leases().stream().map(ServiceRoutes::lease).collect(ImmutableList.toImmutableList()));
        model.put(
                "writtenOff",
                status.writtenOff().entrySet().stream()
                        .collect(ImmutableMap.toImmutableMap(
                                each -> each.getKey().toString(), each -> each.getValue())));
        model.put(
                "conditions",
                call.symbolon().conditions().stream()
                        .map(condition -> ImmutableMap.of(
                                "name", condition.name(),
                                "problem", condition.problem().get().orElse("")))
                        .collect(ImmutableList.toImmutableList()));
        return AdminAnswer.of(model.buildOrThrow());
    }

    private static ImmutableMap<String, Object> lease(StoreStatus.Lease lease) {
        return ImmutableMap.of(
                "node", lease.node(),
                "account", lease.account().value(),
                "tokens", lease.tokens(),
                "reported", lease.reported().toString());
    }

    private static AdminAnswer endLeases(AdminCall call) {
        boolean giveBack = call.body()
                .text("fate", text -> Optional.ofNullable(FATES.get(text)), "must be give-back or write-off")
                .orElseThrow();
        return AdminAnswer.of(ImmutableMap.of(
                "ended",
                call.desk().service().endLeases(call.variable("node"), giveBack).stream()
                        .map(ServiceRoutes::ended)
                        .collect(ImmutableList.toImmutableList())));
    }

    private static ImmutableMap<String, Object> ended(EndedLease lease) {
        return ImmutableMap.of(
                "account", lease.account().value(),
                "returned", lease.returned(),
                "writtenOff", lease.writtenOff());
    }

    private static AdminAnswer records(AdminCall call) {
        RecordQuery query = RecordQuery.builder()
                .account(call.query("account", AccountId::parse, "must be the id of an account"))
                .environment(call.query("environment", Environment::parse, "must be production or test"))
                .token(call.query("token", ServiceRoutes::token, "must be the id of a token"))
                .cookie(call.query("cookie"))
                .reference(call.query("reference", RecordJson::reference, "must have 32 hexadecimal digits"))
                .before(call.query("before", RecordCursor::parse, "must be what next said"))
                .length(call.length())
                .build();
        ImmutableList<TransactionRecord> found = call.desk().service().records(query);
        ImmutableMap.Builder<String, Object> answer = ImmutableMap.builder();
        answer.put(
                "records",
                found.stream()
                        .map(each -> RecordJson.of(call.symbolon(), each))
                        .collect(ImmutableList.toImmutableList()));
        query.next(found).ifPresent(cursor -> answer.put("next", cursor.toString()));
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

    private static AdminAnswer settings(AdminCall call) {
        return AdminAnswer.of(ImmutableMap.of(
                "settings",
                call.desk().service().settings().stream()
                        .map(setting -> ImmutableMap.of(
                                "key", setting.name(),
                                "value", setting.value(),
                                "default", setting.usual(),
                                "from", setting.origin()))
                        .collect(ImmutableList.toImmutableList())));
    }
}
