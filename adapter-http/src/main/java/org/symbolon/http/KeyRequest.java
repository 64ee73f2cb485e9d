package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Function;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.Authentication;
import org.symbolon.core.account.Environment;
import org.symbolon.core.key.KeyCaller;
import org.symbolon.core.key.KeyEncryptionKey;
import org.symbolon.core.key.KeyError;
import org.symbolon.core.key.KeyId;
import org.symbolon.core.key.KeyRefusedException;
import org.symbolon.core.key.KeyService;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.parameter.WholeNumber;

/** A request to the key storage whose caller is known. What it says is read when it is asked for, and refused where it breaks a rule. */
record KeyRequest(Exchange exchange, Account account, Environment environment, RequestParameters parameters) {
    private static final String KEK = "kek";
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final ImmutableSet<String> OF_EVERY =
            ImmutableSet.of(Authentication.CUSTOMER_AUTHENTICATOR.name(), KEK);
    private static final ImmutableSet<String> OF_LISTS =
            ImmutableSet.of(Authentication.CUSTOMER_AUTHENTICATOR.name(), KEK, LIMIT, AFTER);

    /** The names of parameters that mean nothing to the key storage, or only to lists. */
    ImmutableSet<String> ignored(boolean list) {
        return parameters.namesOutside(list ? OF_LISTS : OF_EVERY);
    }

    /** Who asks, with the KEK that the request brings. */
    KeyCaller caller() {
        return new KeyCaller(account.id(), environment, one(KEK, KeyEncryptionKey::parse128), Optional.empty());
    }

    ImmutableList<KeyId> kids(KeyResource resource) {
        return KeyService.parseIds(KeyNames.split(resource.names(exchange.path())));
    }

    /** The one key that is meant. */
    KeyId kid(KeyResource resource) {
        ImmutableList<KeyId> kids = kids(resource);
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
        if (parameters.count(name) > 1) {
            throw invalid(name + " is given " + parameters.count(name) + " times; it takes one value");
        }
        Optional<String> text = parameters.all(name).stream().findFirst();
        if (text.filter(String::isEmpty).isPresent()) {
            throw invalid(name + " is empty");
        }
        return text;
    }

    private static KeyRefusedException invalid(String rule) {
        return new KeyRefusedException(KeyError.INVALID_PARAMETERS, rule);
    }
}
