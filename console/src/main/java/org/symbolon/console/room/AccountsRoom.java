package org.symbolon.console.room;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.console.page.Room;
import org.symbolon.console.page.Visit;
import org.symbolon.console.story.Accounts;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AdministrationException;
import org.symbolon.core.administration.AdministrationException.Reason;
import org.symbolon.core.administration.Operation;
import org.symbolon.core.administration.Versioned;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.store.StoreStatus;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.core.value.AccountId;
import org.symbolon.http.management.ManagementAnswer;

/** The accounts: a list, and a page for each with what may be changed. */
public final class AccountsRoom implements Room {
    private static final int MOST_LISTED = 200;

    private final Symbolon symbolon;

    AccountsRoom(Symbolon symbolon) {
        this.symbolon = symbolon;
    }

    /**
     * The list.
     *
     * @param total how many accounts there are
     */
    public record ListModel(String query, ImmutableList<Row> rows, int total) {}

    /** One line of the list; no balance for an account without a limit. */
    public record Row(Account account, OptionalLong balance) {}

    /**
     * One account.
     *
     * @param problem why what was sent was not done; empty if nothing was sent
     * @param isConflict whether that is because somebody else changed the account meanwhile
     * @param last the youngest record; empty where there is none, or it may not be seen
     * @param secret an authenticator that was just made, which is shown only here
     */
    public record OneModel(
            Versioned<Account> account,
            OptionalLong balance,
            ImmutableList<StoreStatus.Lease> leases,
            ImmutableList<DrmDescription> drms,
            Optional<TransactionRecord> last,
            Optional<String> problem,
            boolean isConflict,
            Optional<String> secret) {}

    @Override
    public ManagementAnswer answer(Visit visit) {
        if (visit.rest().isEmpty()) {
            return list(visit);
        }
        int slash = visit.rest().indexOf('/');
        String number = slash < 0 ? visit.rest() : visit.rest().substring(0, slash);
        AccountId id = AccountId.parse(number)
                .orElseThrow(() -> new AdministrationException(
                        Reason.NOT_FOUND, "", visit.t().of("account.none")));
        String action = slash < 0 ? "" : visit.rest().substring(slash + 1);
        return visit.isPost() ? change(visit, id, action) : one(visit, 200, id, Optional.empty(), Optional.empty());
    }

    private ManagementAnswer list(Visit visit) {
        visit.actor().require(Operation.ACCOUNTS_READ);
        ImmutableList<Row> rows = Accounts.find(visit.query("q"), symbolon.accounts(), MOST_LISTED).stream()
                .map(account -> new Row(
                        account, visit.desk().accounts().balance(account.id()).value()))
                .collect(ImmutableList.toImmutableList());
        return visit.page(
                "accounts",
                new ListModel(visit.query("q"), rows, symbolon.accounts().all().size()));
    }

    /** Does what a form asks for. A conflict shows the account as it is now, and what is to be done again. */
    private ManagementAnswer change(Visit visit, AccountId id, String action) {
        try {
            Optional<String> secret = new AccountForms(visit, id).apply(action);
            if (secret.isPresent()) {
                return one(visit, 200, id, Optional.empty(), secret);
            }
            visit.session().setNotice(visit.t().of("account.changed"));
            return visit.redirect("accounts/" + id);
        } catch (AdministrationException e) {
            return switch (e.reason()) {
                case INVALID -> one(visit, 400, id, Optional.of(e), Optional.empty());
                case CONFLICT, CHANGED_MEANWHILE -> one(visit, 409, id, Optional.of(e), Optional.empty());
                default -> throw e;
            };
        }
    }

    private ManagementAnswer one(
            Visit visit, int status, AccountId id, Optional<AdministrationException> refused, Optional<String> secret) {
        Versioned<Account> account = visit.desk().accounts().get(id);
        return visit.page(
                status,
                "account",
                new OneModel(
                        account,
                        visit.desk().accounts().balance(id).value(),
                        leases(visit, id),
                        ImmutableList.copyOf(symbolon.drms().all()),
                        last(visit, id),
                        refused.map(e -> String.valueOf(e.getMessage())),
                        refused.filter(e -> e.reason() == Reason.CHANGED_MEANWHILE)
                                .isPresent(),
                        secret));
    }

    private static ImmutableList<StoreStatus.Lease> leases(Visit visit, AccountId id) {
        return visit.desk().service().store().leases().stream()
                .filter(lease -> lease.account().equals(id))
                .collect(ImmutableList.toImmutableList());
    }

    private static Optional<TransactionRecord> last(Visit visit, AccountId id) {
        if (!visit.actor().may(Operation.RECORDS_READ)) {
            return Optional.empty();
        }
        RecordQuery youngest = RecordQuery.builder().account(id).length(1).build();
        return visit.desk().service().records(youngest).records().stream().findFirst();
    }
}
