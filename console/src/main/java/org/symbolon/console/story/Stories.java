package org.symbolon.console.story;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.symbolon.console.text.Texts;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AdministrationDesk;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.record.RecordId;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyId;
import org.symbolon.core.value.TokenId;

/** Finds everything that a search term can mean, and makes a story of it. Asks stores, so it may wait. */
public final class Stories {
    /** How many records one question gets. */
    static final int MOST_RECORDS = 100;
    /** How many tokens' own records are read besides. */
    static final int MOST_TOKENS = 20;
    /** How many accounts are asked for a key: the key storage finds keys by account. */
    static final int MOST_OWNERS = 200;

    private static final int MOST_ACCOUNTS = 20;
    private static final int MOST_PAGES = 10;

    private final Symbolon symbolon;
    private final AdministrationDesk desk;
    private final Texts t;
    private final Refusal.Teller teller;

    /** Finds what whoever sits at the desk may see, and tells it in a language. */
    public Stories(Symbolon symbolon, AdministrationDesk desk, Texts t) {
        this.symbolon = symbolon;
        this.desk = desk;
        this.t = t;
        this.teller = new Refusal.Teller(symbolon.drms(), t);
    }

    /**
     * Finds the story.
     *
     * @param whole whether whoever asks may see records and keys; otherwise there are accounts alone
     */
    public Story find(SearchTerm term, boolean whole) {
        Optional<TokenSays> token =
                whole ? term.token().map(text -> TokenSays.of(text, term.drm(), symbolon, t)) : Optional.empty();
        List<TransactionRecord> records = whole ? records(term, token) : List.of();
        ImmutableList<Account> accounts = term.isEmpty() || term.token().isPresent()
                ? ImmutableList.of()
                : Accounts.find(term.text(), symbolon.accounts(), MOST_ACCOUNTS);
        ImmutableList<Story.Key> keys = whole ? keys(term, records) : ImmutableList.of();
        ImmutableList<Attempt> attempts = attempts(records);
        return new Story(
                term,
                token,
                attempts,
                records.size() >= MOST_RECORDS,
                attempts.isEmpty() ? term.failure() : Optional.empty(),
                keys,
                accounts,
                refusedNow());
    }

    /** The records that the term names, and the others of the tokens that those are about. */
    private List<TransactionRecord> records(SearchTerm term, Optional<TokenSays> token) {
        Set<TransactionRecord> found = new LinkedHashSet<>();
        term.reference().flatMap(desk.service()::explain).ifPresent(found::add);
        term.tokenId().ifPresent(it -> found.addAll(ask(query().token(it))));
        term.cookie().ifPresent(it -> found.addAll(ask(query().cookie(it))));
        token.flatMap(TokenSays::claims)
                .ifPresent(it -> found.addAll(ask(query().token(it.all().id()))));
        term.account()
                .filter(id -> symbolon.accounts().find(id).isPresent())
                .ifPresent(it -> found.addAll(ask(query().account(it))));
        ImmutableSet<TokenId> tokens = found.stream()
                .flatMap(record -> record.token().stream())
                .limit(MOST_TOKENS)
                .collect(ImmutableSet.toImmutableSet());
        tokens.forEach(id -> found.addAll(ask(query().token(id))));
        return new ArrayList<>(found);
    }

    private static RecordQuery.Builder query() {
        return RecordQuery.builder().length(MOST_RECORDS);
    }

    /** A page may be short although more follow, so some are read; older records than these need a narrower question. */
    private List<TransactionRecord> ask(RecordQuery.Builder query) {
        List<TransactionRecord> found = new ArrayList<>();
        Optional<RecordId> before = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES && found.size() < MOST_RECORDS; pages++) {
            RecordPage page = desk.service().records(query.before(before).build());
            found.addAll(page.records());
            before = page.next();
            if (before.isEmpty()) {
                break;
            }
        }
        return found;
    }

    /** Records of one token belong together; one without a token stands alone. The youngest attempt comes first. */
    private ImmutableList<Attempt> attempts(List<TransactionRecord> records) {
        Map<Object, List<TransactionRecord>> groups = new LinkedHashMap<>();
        records.stream()
                .sorted((one, other) -> other.time().compareTo(one.time()))
                .forEach(record -> groups.computeIfAbsent(
                                record.token().<Object>map(id -> id).orElse(record), none -> new ArrayList<>())
                        .add(record));
        return groups.values().stream().map(this::attempt).collect(ImmutableList.toImmutableList());
    }

    private Attempt attempt(List<TransactionRecord> youngestFirst) {
        List<TransactionRecord> inOrder = Lists.reverse(youngestFirst);
        return new Attempt(
                inOrder.get(0),
                inOrder.stream()
                        .map(record ->
                                new Attempt.Step(record.time(), record.kind(), teller.tell(record), record.device()))
                        .collect(ImmutableList.toImmutableList()));
    }

    /** The stored keys of this id: first of the accounts that the records are about. */
    private ImmutableList<Story.Key> keys(SearchTerm term, List<TransactionRecord> records) {
        return term.kid()
                .map(kid -> Stream.concat(
                                records.stream().flatMap(record -> record.account().stream()),
                                symbolon.accounts().all().keySet().stream())
                        .distinct()
                        .limit(MOST_OWNERS)
                        .flatMap(owner -> Stream.of(Environment.values()).flatMap(at -> key(owner, at, kid).stream()))
                        .collect(ImmutableList.toImmutableList()))
                .orElseGet(ImmutableList::of);
    }

    private Optional<Story.Key> key(AccountId owner, Environment environment, KeyId kid) {
        try {
            return Optional.of(new Story.Key(
                    owner, environment, desk.keys().get(owner, environment, kid).value()));
        } catch (AdministrationException thereIsNone) {
            return Optional.empty();
        }
    }

    /** Accounts whose requests are all refused now. Such a refusal says who asked, but has no record with a cookie. */
    private ImmutableList<Account> refusedNow() {
        return symbolon.accounts().all().values().stream()
                .filter(account -> !account.active())
                .limit(MOST_ACCOUNTS)
                .collect(ImmutableList.toImmutableList());
    }
}
