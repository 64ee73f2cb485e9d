package org.symbolon.store.jdbc.record;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableLongArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.symbolon.core.store.record.RecordKind;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordQuery.Outcome;
import org.symbolon.core.store.record.Reference;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.Hex;
import org.symbolon.core.value.TokenId;

/**
 * The terms of the index: numbers for what records can be asked for. Records of a block that have a term in common are
 * found by one entry. A term is a hash, so a block that was found need not have such a record.
 *
 * <p>Every term names one account or all of them, so that the time of an answer tells an account nothing about others.
 * Tokens and references that begin with the second of their record have no term: the second is where they are.
 */
final class Terms {
    private static final HashFunction HASH = Hashing.farmHashFingerprint64();
    private static final int GROUP = 1;
    private static final int NAME = 2;
    private static final int COOKIE = 3;

    /** What a term is made of: the values that are fixed. */
    private record Group(
            Optional<AccountId> account,
            Environment environment,
            Optional<RecordKind> kind,
            Optional<Outcome> outcome,
            Optional<Integer> code) {
        long term() {
            return mix(
                    GROUP,
                    account.map(AccountId::value).orElse(0L),
                    number(environment),
                    kind.map(BlockWriter.KINDS::indexOf).orElse(-1),
                    outcome.map(asked -> asked == Outcome.GRANTED ? 1 : 0).orElse(-1),
                    code.orElse(0));
        }
    }

    private Terms() {}

    /** The terms of the records of one block, in ascending order, each once. */
    static long[] of(List<TransactionRecord> records) {
        Set<Group> groups = new HashSet<>();
        ImmutableLongArray.Builder terms = ImmutableLongArray.builder(2 * records.size());
        for (TransactionRecord indexed : records) {
            groups.add(new Group(
                    indexed.account(),
                    indexed.environment(),
                    Optional.of(indexed.kind()),
                    Optional.of(indexed.outcome()),
                    indexed.code()));
            if (indexed.cookie().isPresent()) {
                long cookie = hash(indexed.cookie().get());
                terms.add(cookie(cookie, Optional.empty(), indexed.environment()));
                indexed.account()
                        .ifPresent(account -> terms.add(cookie(cookie, Optional.of(account), indexed.environment())));
            }
            indexed.token().ifPresent(name -> addUnlessFound(name, indexed, terms));
            indexed.reference().map(Terms::name).ifPresent(name -> addUnlessFound(name, indexed, terms));
        }
        groups.stream()
                .flatMap(Terms::covering)
                .distinct()
                .mapToLong(Group::term)
                .forEach(terms::add);
        return sortedOnce(terms.build().toArray());
    }

    /** The same numbers in ascending order, each once. A stream would make an object of each of them for that. */
    private static long[] sortedOnce(long[] numbers) {
        Arrays.sort(numbers);
        int kept = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (i == 0 || numbers[i] != numbers[i - 1]) {
                numbers[kept++] = numbers[i];
            }
        }
        return Arrays.copyOf(numbers, kept);
    }

    /** The groups by which records of one group are asked for. */
    private static Stream<Group> covering(Group full) {
        return Stream.of(full.account(), Optional.<AccountId>empty())
                .distinct()
                .flatMap(account -> Stream.of(
                        new Group(account, full.environment(), Optional.empty(), Optional.empty(), Optional.empty()),
                        new Group(account, full.environment(), full.kind(), full.outcome(), Optional.empty()),
                        new Group(account, full.environment(), full.kind(), full.outcome(), full.code())));
    }

    /** A name that begins with the second of its record is found without a term. */
    private static void addUnlessFound(TokenId name, TransactionRecord named, ImmutableLongArray.Builder terms) {
        if (second(name) != (named.id().millis() / 1000 & 0xffff_ffffL)) {
            terms.add(term(name));
        }
    }

    /** Both are names of 16 bytes, of which the first four may be the second. */
    static TokenId name(Reference reference) {
        return TokenId.of(Hex.decode(reference.text()));
    }

    /** The second with which a name begins, modulo 2^32. */
    static long second(TokenId name) {
        return name.high() >>> Integer.SIZE;
    }

    private static long term(TokenId name) {
        return mix(NAME, name.high(), name.low());
    }

    private static long cookie(long cookie, Optional<AccountId> account, Environment environment) {
        return mix(COOKIE, cookie, account.map(AccountId::value).orElse(0L), number(environment));
    }

    private static int number(Environment environment) {
        return environment == Environment.TEST ? 1 : 0;
    }

    private static long hash(String cookie) {
        return HASH.hashBytes(cookie.getBytes(StandardCharsets.UTF_8)).asLong();
    }

    /** A number that looks random and depends on all of these (the steps of SplitMix64). */
    private static long mix(long... values) {
        long mixed = 0;
        for (long value : values) {
            mixed = (mixed + value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
            mixed ^= mixed >>> 32;
        }
        return mixed;
    }

    /** The token or reference that a query asks for. */
    static Optional<TokenId> name(RecordQuery query) {
        return query.reference().map(Terms::name).or(query::token);
    }

    /** The terms of which a matching record has one; empty if every record may match. */
    static long[] of(RecordQuery query) {
        Optional<TokenId> name = name(query);
        if (name.isPresent()) {
            return new long[] {term(name.get())};
        }
        if (query.cookie().isPresent()) {
            long cookie = hash(query.cookie().get());
            return environments(query)
                    .mapToLong(environment -> cookie(cookie, query.account(), environment))
                    .toArray();
        }
        boolean byEnd = query.kind().isPresent()
                || query.outcome().isPresent()
                || query.code().isPresent();
        if (!byEnd && query.account().isEmpty() && query.environment().isEmpty()) {
            return new long[0];
        }
        return environments(query)
                .flatMap(environment -> byEnd ? ends(query, environment) : Stream.of(whole(query, environment)))
                .mapToLong(Group::term)
                .toArray();
    }

    private static Group whole(RecordQuery query, Environment environment) {
        return new Group(query.account(), environment, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Stream<Group> ends(RecordQuery query, Environment environment) {
        List<Group> classes = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            for (Outcome outcome : Outcome.values()) {
                boolean codeFits = query.code().isEmpty() || outcome == Outcome.REFUSED;
                if (codeFits
                        && query.kind().orElse(kind) == kind
                        && query.outcome().orElse(outcome) == outcome) {
                    classes.add(new Group(
                            query.account(), environment, Optional.of(kind), Optional.of(outcome), query.code()));
                }
            }
        }
        return classes.stream();
    }

    private static Stream<Environment> environments(RecordQuery query) {
        return query.environment().map(Stream::of).orElseGet(() -> Arrays.stream(Environment.values()));
    }
}
