package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.symbolon.core.account.AccountDirectory;
import org.symbolon.core.internal.audit.Subjects;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.BalanceTooLowException;
import org.symbolon.core.store.account.SealedKek;
import org.symbolon.core.store.account.TokenBalance;
import org.symbolon.core.store.administration.Expected;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.CustomerAuthenticator;
import org.symbolon.core.value.Environment;
import org.symbolon.core.value.KeyEncryptionKey;

/** Accounts, their authenticators, balances and KEKs. */
public final class AccountAdministration {
    /** The largest balance, with 18 digits, so that a credit always fits into a long. */
    public static final long MOST_TOKENS = 999_999_999_999_999_999L;

    private static final int KEK_BYTES = 16;

    private final Office office;

    AccountAdministration(Office office) {
        this.office = office;
    }

    private AccountDirectory directory() {
        return office.parts().services().accounts();
    }

    private TokenBalance balances() {
        return office.parts().stores().balance();
    }

    /**
     * A page of the accounts, in the order of their ids.
     *
     * @param after begins after this id; 0 for the beginning
     */
    public ImmutableList<Account> list(long after, int length) {
        office.actor().require(Operation.ACCOUNTS_READ);
        directory().refresh();
        return directory().all().values().stream()
                .filter(account -> account.id().value() > after)
                .sorted(Comparator.comparing(account -> account.id().value()))
                .limit(length)
                .collect(ImmutableList.toImmutableList());
    }

    /** One account. */
    public Versioned<Account> get(AccountId id) {
        office.actor().require(Operation.ACCOUNTS_READ);
        long revision = office.revision(Subjects.of(id));
        directory().refresh();
        return new Versioned<>(office.account(id), revision);
    }

    /**
     * What is left of a balance; empty if the account is unlimited. The revision is that of the account, so a change of
     * the balance that names it is refused where anything of the account was changed meanwhile.
     */
    public Versioned<OptionalLong> balance(AccountId id) {
        office.actor().require(Operation.BALANCES_READ);
        long revision = office.revision(Subjects.of(id));
        directory().refresh();
        office.account(id);
        return new Versioned<>(balances().remaining(id), revision);
    }

    /** Creates an account. */
    public Account create(AccountUpdate update) {
        return write(update, Expected.ANY, stored -> {
            if (stored.isPresent()) {
                throw AdministrationException.conflict("there is an account " + update.id() + " already");
            }
            return stored;
        });
    }

    /** Changes an account, and its balance if the update says so. */
    public Account change(AccountUpdate update, Expected expected) {
        return write(update, expected, stored -> {
            if (stored.isEmpty()) {
                throw AdministrationException.notFound("account " + update.id());
            }
            return stored;
        });
    }

    /** Creates or changes an account, whichever is needed. */
    public Account put(AccountUpdate update) {
        return write(update, Expected.ANY, stored -> stored);
    }

    private Account write(AccountUpdate update, Expected expected, UnaryOperator<Optional<Account>> admitted) {
        if (update.tokens().isPresent()) {
            office.actor().require(Operation.BALANCES_CHANGE);
        }
        if (update.authenticators().isPresent()) {
            office.actor().require(Operation.AUTHENTICATORS_CHANGE);
        }
        update.requireValid(office.parts().services().drms().catalogue());
        OptionalLong balance =
                update.tokens().map(AccountUpdate.Allowance::balance).orElse(OptionalLong.empty());
        return office.change(
                Operation.ACCOUNTS_CHANGE,
                Subjects.of(update.id()),
                expected,
                () -> balance.isPresent()
                        ? directory()
                                .change(
                                        update.id(),
                                        stored -> update.applyTo(admitted.apply(stored)),
                                        balance.getAsLong())
                        : directory().change(update.id(), stored -> update.applyTo(admitted.apply(stored))));
    }

    /** Changes an account, which must exist. */
    private Account changeOnly(Operation operation, AccountId id, Expected expected, UnaryOperator<Account> change) {
        return office.change(
                operation,
                Subjects.of(id),
                expected,
                () -> directory()
                        .change(
                                id,
                                stored -> change.apply(
                                        stored.orElseThrow(() -> AdministrationException.notFound("account " + id)))));
    }

    /**
     * Deletes an account with all that belongs to it, except for records.
     *
     * @param force even if it is active or has keys
     */
    public void delete(AccountId id, boolean force, Expected expected) {
        office.change(Operation.ACCOUNTS_DELETE, Subjects.of(id), expected, () -> {
            Account account = office.account(id);
            if (!force && account.active()) {
                throw AdministrationException.conflict("account " + id + " is active; disable it first, or use force");
            }
            long keys = force ? 0 : storedKeys(id);
            if (keys > 0) {
                throw AdministrationException.conflict(
                        "account " + id + " has " + keys + " stored keys; force deletes them too");
            }
            return directory().delete(id);
        });
    }

    /** Adds an authenticator with a random secret, which is shown only here. */
    public CustomerAuthenticator addAuthenticator(AccountId id, Environment environment, Expected expected) {
        AuthenticatorSecret secret = AuthenticatorSecret.random(office.parts().random());
        addAuthenticator(id, environment, secret, expected);
        return new CustomerAuthenticator(id, secret);
    }

    /** Adds an authenticator whose secret the customer has. */
    public void addAuthenticator(AccountId id, Environment environment, AuthenticatorSecret secret, Expected expected) {
        Authenticator added = Authenticator.of(id, environment, secret);
        changeOnly(Operation.AUTHENTICATORS_CHANGE, id, expected, account -> {
            if (account.authenticators().contains(added)) {
                throw AdministrationException.conflict("account " + id + " already has this authenticator");
            }
            return Account.builder().from(account).addAuthenticators(added).build();
        });
    }

    /**
     * Removes an authenticator.
     *
     * @param label how {@link Authenticator#label} names it
     */
    public void removeAuthenticator(AccountId id, String label, Expected expected) {
        changeOnly(Operation.AUTHENTICATORS_CHANGE, id, expected, account -> {
            ImmutableList<Authenticator> kept = account.authenticators().stream()
                    .filter(each -> !each.label().equals(label))
                    .collect(ImmutableList.toImmutableList());
            // The label is not repeated, because it may be a secret in the wrong place.
            if (kept.size() == account.authenticators().size()) {
                throw AdministrationException.missing("account " + id + " has no authenticator of this label");
            }
            return Account.builder().from(account).authenticators(kept).build();
        });
    }

    /** Adds tokens; the new balance. */
    public long credit(AccountId id, long tokens, Expected expected) {
        return office.change(Operation.BALANCES_CHANGE, Subjects.of(id), expected, () -> {
            if (tokens > MOST_TOKENS - balanceOf(id, tokens)) {
                throw AdministrationException.invalid("tokens", "a balance is at most " + MOST_TOKENS);
            }
            return balances().credit(id, tokens).orElseThrow();
        });
    }

    /** Takes tokens away; the new balance. */
    public long debit(AccountId id, long tokens, Expected expected) {
        return office.change(Operation.BALANCES_CHANGE, Subjects.of(id), expected, () -> {
            balanceOf(id, tokens);
            try {
                return balances().debit(id, tokens).orElseThrow();
            } catch (BalanceTooLowException e) {
                throw AdministrationException.conflict("account " + id + " has only " + e.left() + " tokens");
            }
        });
    }

    private long balanceOf(AccountId id, long tokens) {
        if (tokens < 1) {
            throw AdministrationException.invalid("tokens", "must be 1 or more");
        }
        office.account(id);
        return balances()
                .remaining(id)
                .orElseThrow(
                        () -> AdministrationException.conflict("account " + id + " is unlimited; it has no balance"));
    }

    /**
     * Keeps a KEK for an account.
     *
     * @param force even if stored keys may be wrapped under another one
     * @return its id
     */
    public String keepKek(AccountId id, KeyEncryptionKey kek, boolean force, Expected expected) {
        office.actor().require(Operation.KEKS_CHANGE);
        Account account = office.account(id);
        boolean other = office.parts()
                .services()
                .managedKeks()
                .find(account)
                .filter(kept -> !kept.equals(kek))
                .isPresent();
        if (other && !force) {
            refuseIfKeysAreStored(id);
        }
        SealedKek sealed = office.parts().services().managedKeks().seal(id, kek);
        changeOnly(Operation.KEKS_CHANGE, id, expected, stored -> withKek(stored, Optional.of(sealed)));
        return kek.id();
    }

    /** Keeps a random KEK, which is never shown; see {@link #keepKek}. */
    public String keepRandomKek(AccountId id, boolean force, Expected expected) {
        byte[] bytes = new byte[KEK_BYTES];
        office.parts().random().nextBytes(bytes);
        return keepKek(id, KeyEncryptionKey.of(bytes), force, expected);
    }

    /**
     * Forgets the KEK.
     *
     * @param force even if stored keys may be wrapped under it
     */
    public void dropKek(AccountId id, boolean force, Expected expected) {
        office.actor().require(Operation.KEKS_CHANGE);
        if (office.account(id).sealedKek().isEmpty()) {
            throw AdministrationException.missing("no KEK is kept for account " + id);
        }
        if (!force) {
            refuseIfKeysAreStored(id);
        }
        changeOnly(Operation.KEKS_CHANGE, id, expected, stored -> withKek(stored, Optional.empty()));
    }

    private static Account withKek(Account account, Optional<SealedKek> kek) {
        return Account.builder().from(account).sealedKek(kek).build();
    }

    private void refuseIfKeysAreStored(AccountId id) {
        long keys = storedKeys(id);
        if (keys > 0) {
            throw AdministrationException.conflict("account " + id + " has " + keys
                    + " stored keys, which may be wrapped under the KEK that is kept; force gives up this KEK");
        }
    }

    private long storedKeys(AccountId id) {
        return Stream.of(Environment.values())
                .map(environment -> new KeyCaller(id, environment, Optional.empty(), Optional.empty()))
                .mapToLong(office.parts().keys()::count)
                .sum();
    }
}
