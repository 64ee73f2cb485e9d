package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableTable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.symbolon.core.Symbolon;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyCreation;
import org.symbolon.core.key.KeyFields;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyObject;
import org.symbolon.core.key.KeyService;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.token.ManagedKeks;

/** What the key storage does for a known caller (key-storage-api, "Operations"). */
final class KeyOperations {
    private final KeyService keys;
    private final ManagedKeks managedKeks;
    private final Vertx vertx;
    private final KeyWork work;
    private final long patienceMillis;
    private final ImmutableTable<KeyResource, HttpMethod, Consumer<KeyRequest>> operations;

    KeyOperations(Symbolon symbolon, Vertx vertx, Settings settings) {
        this.keys = symbolon.keys();
        this.managedKeks = symbolon.managedKeks();
        this.vertx = vertx;
        this.work = new KeyWork(vertx, settings);
        this.patienceMillis = settings.get(HttpSettings.IDLE_TIMEOUT).toMillis();
        this.operations = ImmutableTable.<KeyResource, HttpMethod, Consumer<KeyRequest>>builder()
                .put(KeyResource.KEYS, HttpMethod.GET, this::list)
                .put(KeyResource.KEYS, HttpMethod.POST, this::create)
                .put(KeyResource.KEY, HttpMethod.GET, this::read)
                .put(KeyResource.KEY, HttpMethod.PUT, this::change)
                .put(KeyResource.KEY, HttpMethod.DELETE, this::remove)
                .put(KeyResource.VALUE, HttpMethod.GET, this::readValues)
                .put(KeyResource.COUNT, HttpMethod.GET, this::count)
                .buildOrThrow();
    }

    ImmutableSet<HttpMethod> methods(KeyResource resource) {
        return operations.row(resource).keySet();
    }

    /** Answers a request whose method is one of the resource's. */
    void answer(KeyResource resource, KeyRequest request) {
        HttpMethod method = request.exchange().request().method();
        Consumer<KeyRequest> operation = Objects.requireNonNull(operations.get(resource, method));
        boolean list = resource == KeyResource.KEYS && method.equals(HttpMethod.GET);
        request.exchange().nameIgnored(request.ignored(list));
        KeyWork.attempt(request.exchange(), () -> operation.accept(request));
    }

    private void list(KeyRequest request) {
        new KeyList(request, keys, vertx, patienceMillis).next();
    }

    private void create(KeyRequest request) {
        KeyCaller caller = request.caller();
        work.readBody(
                request.exchange(),
                KeyBody::ofNew,
                fields -> work.ask(
                        request.exchange(),
                        () -> keys.create(withManagedKek(request, caller, fields), fields),
                        creation -> answer(request.exchange(), creation)));
    }

    private static void answer(Exchange exchange, KeyCreation creation) {
        if (creation.created()) {
            String location =
                    KeyResource.KEYS.pattern() + "/" + creation.key().stored().kid();
            exchange.response().putHeader(HttpHeaders.LOCATION, location);
        }
        exchange.answer(KeyAnswer.whole(creation.created() ? 201 : 200, creation.key()));
    }

    private void change(KeyRequest request) {
        KeyCaller caller = request.caller();
        KeyId kid = request.kid(KeyResource.KEY);
        work.readBody(
                request.exchange(),
                KeyBody::ofNamed,
                fields -> work.ask(
                        request.exchange(),
                        () -> KeyAnswer.one(keys.change(withManagedKek(request, caller, fields), kid, fields)),
                        request.exchange()::answer));
    }

    /** With the KEK that is kept for the account, which is looked up only where it has something to wrap. */
    private KeyCaller withManagedKek(KeyRequest request, KeyCaller caller, KeyFields fields) {
        return fields.k().isPresent() && caller.kek().isEmpty()
                ? new KeyCaller(
                        caller.account(), caller.environment(), caller.kek(), managedKeks.find(request.account()))
                : caller;
    }

    private void remove(KeyRequest request) {
        KeyCaller caller = request.caller();
        KeyId kid = request.kid(KeyResource.KEY);
        work.ask(
                request.exchange(),
                () -> {
                    keys.remove(caller, kid);
                    return Answer.plain("");
                },
                request.exchange()::answer);
    }

    private void read(KeyRequest request) {
        get(
                request,
                KeyResource.KEY,
                found -> found.size() == 1 ? KeyAnswer.one(found.get(0)) : KeyAnswer.several(found));
    }

    private void readValues(KeyRequest request) {
        get(request, KeyResource.VALUE, KeyAnswer::values);
    }

    private void get(KeyRequest request, KeyResource resource, Function<ImmutableList<KeyObject>, Answer> answer) {
        KeyCaller caller = request.caller();
        ImmutableList<KeyId> kids = request.kids(resource);
        work.ask(request.exchange(), () -> answer.apply(keys.get(caller, kids)), request.exchange()::answer);
    }

    private void count(KeyRequest request) {
        KeyCaller caller = request.caller();
        work.ask(request.exchange(), () -> KeyAnswer.count(keys.count(caller)), request.exchange()::answer);
    }
}
