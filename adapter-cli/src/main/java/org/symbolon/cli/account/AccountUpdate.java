package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.immutables.value.Value;
import org.symbolon.core.Symbolon;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.parameter.Parameter;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** A change of an account. An absent field keeps its value, or has its default in a new account. */
@Value.Immutable
abstract class AccountUpdate {

    /** Why a DRM can have no default parameters if no plug-in is loaded for it. */
    static final String NO_PLUGIN = "there is no plug-in for this DRM";

    /** The account. */
    abstract AccountId id();

    /** The name for people. */
    abstract Optional<String> name();

    /** Whether requests of the account are accepted. */
    abstract Optional<Boolean> active();

    /**
     * The number of tokens that an account may issue.
     *
     * @param balance the new balance; empty for no limit
     */
    record Allowance(OptionalLong balance) {}

    /** The number of tokens that the account may issue from now on. */
    abstract Optional<Allowance> tokens();

    /** The DRMs that the account may use. */
    abstract Optional<ImmutableMap<DrmId, DrmOption>> options();

    /** The API keys of the account. */
    abstract Optional<ImmutableList<Authenticator>> authenticators();

    /** The networks from which the account may call. */
    abstract Optional<ImmutableList<Network>> allowedNetworks();

    /** The default parameters, by DRM. */
    abstract Optional<ImmutableMap<DrmId, ImmutableMap<String, String>>> defaults();

    /**
     * Writes the change.
     *
     * @param admitted checks the stored account in the same transaction; if it throws, nothing is changed
     */
    final Account write(Symbolon symbolon, UnaryOperator<Optional<Account>> admitted) {
        Function<Optional<Account>, Account> change = stored -> applyTo(admitted.apply(stored));
        OptionalLong balance = tokens().map(Allowance::balance).orElse(OptionalLong.empty());
        return balance.isPresent()
                ? symbolon.accounts().change(id(), change, balance.getAsLong())
                : symbolon.accounts().change(id(), change);
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

    /** An option that is not stored means absent, so options with this value are not stored. */
    private static ImmutableMap<DrmId, DrmOption> present(Map<DrmId, DrmOption> options) {
        return options.entrySet().stream()
                .filter(option -> option.getValue() != DrmOption.ABSENT)
                .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Why this default is refused; empty if it is not. The value may be a secret and is not repeated. */
    static Optional<String> problemOfDefault(DrmDescription drm, String name, String value) {
        Optional<Parameter<?>> parameter = drm.parameter(name);
        if (parameter.isEmpty()) {
            return Optional.of("is no parameter of " + drm.id());
        }
        if (!parameter.get().defaultable()) {
            return Optional.of("cannot have a default");
        }
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        Parsed<?> parsed = parameter.get().parser().apply(value);
        return parsed.isValid() ? Optional.empty() : Optional.of(parsed.rule());
    }

    static final class Builder extends ImmutableAccountUpdate.Builder {}
}
