package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Network;

/** What is to become of an account: a field that is there replaces, one that is not keeps its value, or the default in a new account. */
@Value.Immutable
abstract class AccountUpdate {

    /** The account. */
    abstract AccountId id();

    /** A name for people. */
    abstract Optional<String> name();

    /** Whether it may ask at all. */
    abstract Optional<Boolean> active();

    /**
     * What it may have.
     *
     * @param balance exactly this balance; empty for no limit
     */
    record Allowance(OptionalLong balance) {}

    /** What it may have, from now on. */
    abstract Optional<Allowance> tokens();

    /** The DRMs that were sold to it. */
    abstract Optional<ImmutableMap<DrmId, DrmOption>> options();

    /** Its API keys. */
    abstract Optional<ImmutableList<Authenticator>> authenticators();

    /** The networks that it may call from. */
    abstract Optional<ImmutableList<Network>> allowedNetworks();

    /** Parameters that stand in, by DRM. */
    abstract Optional<ImmutableMap<DrmId, ImmutableMap<String, String>>> defaults();

    /**
     * Writes it.
     *
     * @param admitted judges what is stored so far, in the same transaction; what it throws leaves the account as it was
     */
    final Account write(Symbolon symbolon, UnaryOperator<Optional<Account>> admitted) {
        Account written = symbolon.accounts().change(id(), stored -> applyTo(admitted.apply(stored)));
        tokens().ifPresent(allowance ->
                allowance.balance().ifPresent(balance -> symbolon.balance().set(id(), balance)));
        return written;
    }

    private Account applyTo(Optional<Account> stored) {
        Account.Builder account = Account.builder();
        stored.ifPresentOrElse(account::from, () -> account.id(id()));
        name().ifPresent(account::name);
        active().ifPresent(account::active);
        tokens().ifPresent(allowance -> account.metered(allowance.balance().isPresent()));
        options().map(AccountUpdate::present).ifPresent(account::options);
        authenticators().ifPresent(account::authenticators);
        allowedNetworks().ifPresent(account::allowedNetworks);
        defaults().ifPresent(account::defaults);
        return account.build();
    }

    /** An option that is not listed is absent, so that absent ones need no place. */
    private static ImmutableMap<DrmId, DrmOption> present(Map<DrmId, DrmOption> options) {
        return options.entrySet().stream()
                .filter(option -> option.getValue() != DrmOption.ABSENT)
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static final class Builder extends ImmutableAccountUpdate.Builder {}
}
