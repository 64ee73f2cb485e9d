package org.symbolon.core.keystore;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.store.key.ExpiredKeys;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.store.key.KeyScope;
import org.symbolon.core.store.key.KeyStorage;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.ContentKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.WrappedKey;

/**
 * The key storage service (key-storage-api, "Operations"): creates, changes and shows keys, which it wraps and unwraps
 * under the KEK of the caller. That KEK is not stored. Every method throws {@link KeyRefusedException} if a request
 * breaks a rule, and {@link org.symbolon.core.error.StoreUnavailableException} if the store does not answer; then
 * nothing has changed.
 */
public final class KeyService {
    /** The largest number of keys that one request may ask for. */
    public static final int MOST_KEYS = 1_000;

    private final KeyStorage storage;
    private final KeyQuota quota;
    private final SecureRandom random;
    private final InstantSource clock;

    /** A service that accounts may store any number of keys in. */
    public KeyService(KeyStorage storage, SecureRandom random, InstantSource clock) {
        this(storage, KeyQuota.UNLIMITED, random, clock);
    }

    /**
     * A key storage service.
     *
     * @param mostKeys how many keys an account may store, in both environments together
     */
    public KeyService(KeyStorage storage, long mostKeys, SecureRandom random, InstantSource clock) {
        this.storage = storage;
        this.quota = new KeyQuota(storage, mostKeys);
        this.random = random;
        this.clock = clock;
    }

    /**
     * Creates a key, with a random id and a random value if the caller gives none. If there is a key with the id, that
     * key is the result and is not changed.
     */
    public KeyCreation create(KeyCaller caller, KeyFields fields) {
        Instant now = now();
        Optional<Wrapping> wrapping = Wrapping.of(caller, fields, this::randomKey);
        if (wrapping.isEmpty()) {
            StoredKey present = fields.kid()
                    .flatMap(kid -> find(caller.scope(now), kid))
                    .orElseThrow(() -> Wrapping.missing(fields));
            return new KeyCreation(shown(caller, present), false);
        }
        StoredKey key = wrapping.get().newKey(fields.kid().orElseGet(this::randomId), fields, now);
        Optional<StoredKey> present = add(caller.scope(now), key);
        return new KeyCreation(shown(caller, present.orElse(key)), present.isEmpty());
    }

    /** Adds a key if its id is free, and if the account has room for another one; otherwise the key that has the id. */
    private Optional<StoredKey> add(KeyScope scope, StoredKey key) {
        if (!quota.reserve(scope, 1)) {
            return Optional.of(find(scope, key.kid()).orElseThrow(quota::exceeded));
        }
        Optional<StoredKey> present = storage.add(scope, key);
        present.ifPresent(there -> quota.release(scope, 1));
        return present;
    }

    /** Changes the fields that are given; the id in them is ignored. */
    public KeyObject change(KeyCaller caller, KeyId kid, KeyFields fields) {
        Instant now = now();
        Optional<Wrapping> wrapping = fields.k().isPresent() || fields.ek().isPresent()
                ? Optional.of(Wrapping.of(caller, fields, this::randomKey).orElseThrow(() -> Wrapping.missing(fields)))
                : Optional.empty();
        StoredKey changed = storage.change(caller.scope(now), kid, stored -> {
                    StoredKey.Builder key = StoredKey.builder().from(stored).lastUpdate(now);
                    fields.applyTo(key);
                    wrapping.ifPresent(given -> given.applyTo(key));
                    StoredKey after = key.build();
                    shown(caller, after);
                    return after;
                })
                .orElseThrow(() -> unknown(kid));
        return shown(caller, changed);
    }

    /**
     * Reads the ids that a request names.
     *
     * @throws KeyRefusedException if there are too many, or one of them breaks its rule
     */
    public static ImmutableList<KeyId> parseIds(List<String> texts) {
        requireFew(texts.size());
        return texts.stream()
                .map(text -> KeyRefusedException.requireValid(KeyField.KID.wireName(), KeyId.parse(text)))
                .collect(ImmutableList.toImmutableList());
    }

    private static void requireFew(int count) {
        if (count > MOST_KEYS) {
            throw invalid("at most " + MOST_KEYS + " keys can be asked for, not " + count);
        }
    }

    /** The keys with these ids, in the same order; refused if one of them does not exist. */
    public ImmutableList<KeyObject> get(KeyCaller caller, List<KeyId> kids) {
        requireFew(kids.size());
        ImmutableMap<KeyId, StoredKey> stored = storage.get(caller.scope(now()), ImmutableSet.copyOf(kids));
        return kids.stream()
                .map(kid -> shown(caller, Optional.ofNullable(stored.get(kid)).orElseThrow(() -> unknown(kid))))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * The values of the keys with these ids; refused if one of them does not exist, or is not wrapped under the
     * caller's KEK. It takes little memory even for many keys, so it also checks them before they are shown in parts.
     */
    public ImmutableMap<KeyId, KeyValue> values(KeyCaller caller, Set<KeyId> kids) {
        requireFew(kids.size());
        ImmutableMap<KeyId, WrappedKey> stored = storage.findAll(caller.scope(now()), kids);
        return kids.stream().collect(ImmutableMap.toImmutableMap(kid -> kid, kid -> {
            WrappedKey ek = Optional.ofNullable(stored.get(kid)).orElseThrow(() -> unknown(kid));
            return new KeyValue(ek, caller.kek().map(kek -> Wrapping.unwrap(kek, ek)));
        }));
    }

    /** The keys of a page; those that are not wrapped under the caller's KEK stay wrapped. */
    public ImmutableList<KeyObject> list(KeyCaller caller, KeyPage page) {
        return storage.list(caller.scope(now()), page).stream()
                .map(key -> new KeyObject(key, caller.kek().flatMap(kek -> kek.unwrap(key.ek()))))
                .collect(ImmutableList.toImmutableList());
    }

    public void remove(KeyCaller caller, KeyId kid) {
        KeyScope scope = caller.scope(now());
        if (!storage.remove(scope, kid)) {
            throw unknown(kid);
        }
        quota.release(scope, 1);
    }

    /** Counts the expired keys among the next ones; see {@link KeyStorage#findExpired}. No KEK is used. */
    public ExpiredKeys findExpired(KeyCaller caller, KeyPage page) {
        return storage.findExpired(caller.scope(now()), page);
    }

    /** Removes the expired keys among the next ones; see {@link KeyStorage#removeExpired}. */
    public ExpiredKeys removeExpired(KeyCaller caller, KeyPage page) {
        return storage.removeExpired(caller.scope(now()), page);
    }

    public long count(KeyCaller caller) {
        return storage.count(caller.scope(now()));
    }

    /**
     * Adds keys, or replaces those that have the same ids; all of them or none. Each has an id, and a key that is
     * wrapped or not.
     */
    public void putAll(KeyCaller caller, Collection<KeyFields> keys) {
        Instant now = now();
        KeyScope scope = caller.scope(now);
        ImmutableList<StoredKey> added =
                keys.stream().map(fields -> newKey(caller, fields, now)).collect(ImmutableList.toImmutableList());
        if (!quota.reserve(scope, added.size())) {
            reserveOnlyForNew(scope, added);
        }
        storage.putAll(scope, added);
    }

    /** Where there is no room for all keys, those that are there already need none, because they are replaced. */
    private void reserveOnlyForNew(KeyScope scope, List<StoredKey> added) {
        ImmutableSet<KeyId> kids = added.stream().map(StoredKey::kid).collect(ImmutableSet.toImmutableSet());
        if (!quota.reserve(scope, kids.size() - storage.findAll(scope, kids).size())) {
            throw quota.exceeded();
        }
    }

    private StoredKey newKey(KeyCaller caller, KeyFields fields, Instant now) {
        KeyId kid = fields.kid().orElseThrow(() -> invalid("kid is required"));
        if (fields.k().isEmpty() && fields.ek().isEmpty()) {
            throw invalid("k or ek is required");
        }
        return Wrapping.of(caller, fields, this::randomKey)
                .orElseThrow(() -> Wrapping.missing(fields))
                .newKey(kid, fields, now);
    }

    private static KeyRefusedException invalid(String rule) {
        return new KeyRefusedException(KeyError.INVALID_PARAMETERS, rule);
    }

    private Optional<StoredKey> find(KeyScope scope, KeyId kid) {
        return Optional.ofNullable(storage.get(scope, ImmutableSet.of(kid)).get(kid));
    }

    /** What the caller may see of a key. It is unwrapped only if the caller sent the KEK. */
    private static KeyObject shown(KeyCaller caller, StoredKey key) {
        return new KeyObject(key, caller.kek().map(kek -> Wrapping.unwrap(kek, key.ek())));
    }

    private static KeyRefusedException unknown(KeyId kid) {
        return new KeyRefusedException(KeyError.NOT_FOUND, "no key is stored under kid " + kid);
    }

    private KeyId randomId() {
        return KeyId.of(randomBytes(KeyId.BYTES));
    }

    private ContentKey randomKey() {
        return ContentKey.of(randomBytes(ContentKey.BYTES));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** In milliseconds, because stores keep no more digits. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
