package org.symbolon.http.keystore;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyError;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.keystore.KeyService;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import org.symbolon.http.server.Call;
import org.symbolon.http.server.KnownCallers;
import org.symbolon.http.server.PercentDecoder;

/**
 * A call of the key storage whose caller is known. What it says is read when it is asked for, and refused where it
 * breaks a rule.
 *
 * @param resource what its path leads to
 */
record KeyCall(Call call, Resource resource, KnownCallers.KnownCaller known) {
    private static final String KEK = "kek";
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final ImmutableSet<String> OF_EVERY = ImmutableSet.of(KnownCallers.PARAMETER, KEK);
    private static final ImmutableSet<String> OF_LISTS = ImmutableSet.of(KnownCallers.PARAMETER, KEK, LIMIT, AFTER);

    /** What there is below {@code /keystore} (key-storage-api, "Operations"). */
    enum Resource {
        KEYS("/keystore/keys"),
        KEY("/keystore/keys/{kid}"),
        VALUE("/keystore/keys/{kid}/value"),
        COUNT("/keystore/keycount");

        private static final String BEFORE_NAMES = KEYS.pattern + "/";
        private static final String AFTER_NAMES = "/value";
        private static final Splitter COMMAS = Splitter.on(',');

        private final String pattern;

        Resource(String pattern) {
            this.pattern = pattern;
        }

        /**
         * What a path leads to. A slash may be a part of a key's name, so only the very end says that the value is
         * meant.
         */
        static Optional<Resource> at(String path) {
            int names = path.length() - BEFORE_NAMES.length();
            if (names > 0 && path.startsWith(BEFORE_NAMES)) {
                return Optional.of(names >= AFTER_NAMES.length() && path.endsWith(AFTER_NAMES) ? VALUE : KEY);
            }
            return path.equals(KEYS.pattern)
                    ? Optional.of(KEYS)
                    : Optional.of(COUNT).filter(count -> path.equals(count.pattern));
        }

        /** What the log calls it. */
        String pattern() {
            return pattern;
        }

        /**
         * The names of keys in a path that leads here, decoded. A comma ends a name, unless it is percent-encoded
         * within a {@code ^name}; hexadecimal has no commas of its own, so there it ends a name in either form. One
         * character for each byte: whoever reads a name refuses those that are no ASCII.
         */
        ImmutableList<String> names(String path) {
            int end = path.length() - (this == VALUE ? AFTER_NAMES.length() : 0);
            ImmutableList.Builder<String> names = ImmutableList.builder();
            for (String piece : COMMAS.split(path.substring(BEFORE_NAMES.length(), end))) {
                String decoded = PercentDecoder.path(piece);
                if (decoded.startsWith("^")) {
                    names.add(decoded);
                } else {
                    names.addAll(COMMAS.split(decoded));
                }
            }
            return names.build();
        }
    }

    /** The names of parameters that have no effect on this call. */
    ImmutableSet<String> ignored() {
        boolean list = resource == Resource.KEYS && call.method().equals(HttpMethod.GET);
        return known.parameters().namesOutside(list ? OF_LISTS : OF_EVERY);
    }

    Account account() {
        return known.account();
    }

    /** Who asks, with the KEK that the request brings. */
    KeyCaller caller() {
        return new KeyCaller(
                known.account().id(), known.environment(), one(KEK, KeyEncryptionKey::parse128), Optional.empty());
    }

    /** The keys that the path names. */
    ImmutableList<KeyId> kids() {
        return KeyService.parseIds(resource.names(call.path()));
    }

    /** The one key that the path names. */
    KeyId kid() {
        ImmutableList<KeyId> kids = kids();
        if (kids.size() > 1) {
            throw invalid("kid must be one, not " + kids.size());
        }
        return kids.get(0);
    }

    /** The key after which a list begins. */
    Optional<KeyId> after() {
        return one(AFTER, KeyId::parse);
    }

    /** The most keys that a list has. */
    long limit() {
        Optional<String> text = one(LIMIT);
        long limit = text.map(given -> WholeNumber.parse(given).orElse(0)).orElse(Long.MAX_VALUE);
        if (limit < 1) {
            throw invalid(LIMIT + " must be a whole number, 1 or more");
        }
        return limit;
    }

    private <T> Optional<T> one(String name, Function<String, Parsed<T>> parser) {
        return one(name).map(text -> KeyRefusedException.requireValid(name, parser.apply(text)));
    }

    private Optional<String> one(String name) {
        if (known.parameters().count(name) > 1) {
            throw invalid(name + " is given " + known.parameters().count(name) + " times; it takes one value");
        }
        Optional<String> text = known.parameters().all(name).stream().findFirst();
        if (text.filter(String::isEmpty).isPresent()) {
            throw invalid(name + " is empty");
        }
        return text;
    }

    private static KeyRefusedException invalid(String rule) {
        return new KeyRefusedException(KeyError.INVALID_PARAMETERS, rule);
    }
}
