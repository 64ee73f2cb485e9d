package org.symbolon.http.keystore;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Lists;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.ManagedKeks;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyCreation;
import org.symbolon.core.keystore.KeyFields;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.keystore.KeyValue;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.server.Answer;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.CallerWork;
import org.symbolon.http.server.ErrorShape;
import org.symbolon.http.server.HttpSettings;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.Refusals;
import org.symbolon.http.server.RefusedCallException;
import org.symbolon.http.server.Router;

/** {@code /keystore}, the key storage (key-storage-api, "Operations"). */
public final class KeyStorageEndpoint {
    /** The first part of every path that leads here. */
    public static final String ROOT = "/keystore";

    private static final int LONGEST_BODY = 65_536;

    private final KeyService keys;
    private final ManagedKeks managedKeks;
    private final KnownCallers callers;
    private final CallerWork work;
    private final Refusals refusals;
    private final Call.BodyLimit bodyLimit;
    private final ImmutableTable<KeyCall.Resource, HttpMethod, Function<KeyCall, Future<Answer>>> operations;

    public KeyStorageEndpoint(
            Symbolon symbolon, KnownCallers callers, CallerWork work, Refusals refusals, Settings settings) {
        this.keys = symbolon.keys();
        this.managedKeks = symbolon.managedKeks();
        this.callers = callers;
        this.work = work;
        this.refusals = refusals;
        this.bodyLimit = new Call.BodyLimit(LONGEST_BODY, 400, settings.get(HttpSettings.REQUEST_TIMEOUT));
        this.operations = ImmutableTable.<KeyCall.Resource, HttpMethod, Function<KeyCall, Future<Answer>>>builder()
                .put(KeyCall.Resource.KEYS, HttpMethod.GET, this::list)
                .put(KeyCall.Resource.KEYS, HttpMethod.POST, this::create)
                .put(KeyCall.Resource.KEY, HttpMethod.GET, this::read)
                .put(KeyCall.Resource.KEY, HttpMethod.PUT, this::change)
                .put(KeyCall.Resource.KEY, HttpMethod.DELETE, this::remove)
                .put(KeyCall.Resource.VALUE, HttpMethod.GET, this::readValues)
                .put(KeyCall.Resource.COUNT, HttpMethod.GET, this::count)
                .buildOrThrow();
    }

    public Router.Route route() {
        return new Router.Route(this::handle, call -> ErrorShape.KEY_STORAGE);
    }

    private Future<Answer> handle(Call call) {
        KeyCall.Resource resource = KeyCall.Resource.at(call.path()).orElseThrow(RefusedCallException::notFound);
        call.log().route(resource.pattern());
        Function<KeyCall, Future<Answer>> operation = operations.get(resource, call.method());
        if (operation == null) {
            String methods = Joiner.on(", ").join(operations.row(resource).keySet());
            throw RefusedCallException.method(methods, "The method must be one of " + methods);
        }
        KeyCall asked = new KeyCall(call, resource, callers.find(call));
        return Future.succeededFuture(asked)
                .compose(operation)
                .recover(failure -> Future.succeededFuture(refusals.answer(call, failure, ErrorShape.KEY_STORAGE)))
                .map(answer -> answer.ignoring(asked.ignored()));
    }

    private Future<Answer> list(KeyCall asked) {
        return work.list(asked.call(), asked.known(), new KeyList(keys, asked.caller(), asked.after(), asked.limit()));
    }

    private Future<Answer> create(KeyCall asked) {
        KeyCaller caller = asked.caller();
        return asked.call()
                .body(bodyLimit)
                .map(KeyBody::ofNew)
                .compose(fields ->
                        run(asked, () -> created(keys.create(withManagedKek(asked, caller, fields), fields))));
    }

    private static Answer created(KeyCreation creation) {
        Answer answer = KeyAnswer.whole(creation.created() ? 201 : 200, creation.key());
        String location =
                KeyCall.Resource.KEYS.pattern() + "/" + creation.key().stored().kid();
        return creation.created() ? answer.with("location", location) : answer;
    }

    private Future<Answer> change(KeyCall asked) {
        KeyCaller caller = asked.caller();
        KeyId kid = asked.kid();
        return asked.call()
                .body(bodyLimit)
                .map(KeyBody::ofNamed)
                .compose(fields -> run(
                        asked, () -> KeyAnswer.one(keys.change(withManagedKek(asked, caller, fields), kid, fields))));
    }

    /**
     * The caller with the KEK that is kept for the account, which is looked up only where there is a key to wrap with
     * it.
     */
    private KeyCaller withManagedKek(KeyCall asked, KeyCaller caller, KeyFields fields) {
        return fields.k().isPresent() && caller.kek().isEmpty()
                ? new KeyCaller(caller.account(), caller.environment(), caller.kek(), managedKeks.find(asked.account()))
                : caller;
    }

    private Future<Answer> remove(KeyCall asked) {
        KeyCaller caller = asked.caller();
        KeyId kid = asked.kid();
        return run(asked, () -> {
            keys.remove(caller, kid);
            return KeyAnswer.text("");
        });
    }

    private Future<Answer> read(KeyCall asked) {
        KeyCaller caller = asked.caller();
        ImmutableList<KeyId> kids = asked.kids();
        return kids.size() == 1
                ? run(asked, () -> KeyAnswer.one(keys.get(caller, kids).get(0)))
                : work.list(asked.call(), asked.known(), new NamedKeys(keys, caller, kids));
    }

    /** A value for each name, also for one that is named again: only the place of a value says whose it is. */
    private Future<Answer> readValues(KeyCall asked) {
        KeyCaller caller = asked.caller();
        ImmutableList<KeyId> kids = asked.kids();
        return run(asked, () -> {
            ImmutableMap<KeyId, KeyValue> found = keys.values(caller, ImmutableSet.copyOf(kids));
            return KeyAnswer.values(Lists.transform(kids, kid -> Objects.requireNonNull(found.get(kid))));
        });
    }

    private Future<Answer> run(KeyCall asked, Callable<Answer> operation) {
        return work.run(asked.call(), asked.known(), operation);
    }

    private Future<Answer> count(KeyCall asked) {
        KeyCaller caller = asked.caller();
        return run(asked, () -> KeyAnswer.count(keys.count(caller)));
    }
}
