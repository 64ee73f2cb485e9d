package org.symbolon.core.administration;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.immutables.value.Value;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * A change of an account. An absent field keeps its value, or has its default in a new account. What a field names one
 * by one (options, defaults, settings) is merged into what the account has; a list replaces that of the account.
 */
@Value.Immutable
public abstract class AccountUpdate {

    /** The name of the option {@link #persistence()}, which stands among the options for DRMs. */
    public static final String PERSISTENCE = "persistence";

    /** The account. */
    public abstract AccountId id();

    /** The name for people. */
    public abstract Optional<String> name();

    /** Whether requests of the account are accepted. */
    public abstract Optional<Boolean> active();

    /**
     * The number of tokens that an account may issue.
     *
     * @param balance the new balance; empty for no limit
     */
    public record Allowance(OptionalLong balance) {}

    /** The number of tokens that the account may issue from now on. */
    public abstract Optional<Allowance> tokens();

    /** Which DRMs the account may use. An option that is not here keeps its value; {@code ABSENT} removes one. */
    public abstract Map<DrmId, DrmOption> options();

    /** Whether the account may ask for licences that are kept on the device. */
    public abstract Optional<Boolean> persistence();

    /**
     * How often an account may make requests.
     *
     * @param own its own limit; empty for those of the settings
     */
    public record Rate(Optional<RateLimit> own) {}

    /** How often the account may make requests from now on. */
    public abstract Optional<Rate> rate();

    /** The API keys that the account has from now on. */
    public abstract Optional<ImmutableList<NamedAuthenticator>> authenticators();

    /**
     * An API key of the account.
     *
     * @param label its name; with {@code environment} it names a stored one whose secret is not at hand
     * @param secret the hash of its secret; empty to keep the stored one
     */
    public record NamedAuthenticator(Environment environment, String label, Optional<Authenticator> secret) {

        /** One whose secret is at hand. */
        public static NamedAuthenticator of(Authenticator authenticator) {
            return new NamedAuthenticator(
                    authenticator.environment(), authenticator.label(), Optional.of(authenticator));
        }

        /** The authenticator itself; empty if the account has none of this name. */
        public Optional<Authenticator> find(Optional<Account> stored) {
            return secret.or(() -> stored.stream()
                    .flatMap(account -> account.authenticators().stream())
                    .filter(each ->
                            each.environment() == environment && each.label().equals(label))
                    .findFirst());
        }
    }

    /** The networks from which the account may call from now on. */
    public abstract Optional<ImmutableList<Network>> allowedNetworks();

    /** Default parameters. One that is not here keeps its value; an empty value removes one. */
    public abstract Map<DefaultName, Optional<String>> defaults();

    /** Account settings of DRMs. One that is not here keeps its value; an empty value brings back the default. */
    public abstract Map<SettingName, Optional<String>> settings();

    /** Default parameters for an account that has no others of these names. */
    public abstract Map<DrmId, ImmutableMap<String, String>> lenientDefaults();

    /**
     * Refuses values that the account cannot have.
     *
     * @throws AdministrationException that names the field
     */
    final void requireValid(DrmCatalogue drms) {
        defaults()
                .forEach((name, value) -> value.flatMap(text -> name.problem(drms, text))
                        .ifPresent(rule -> {
                            throw AdministrationException.invalid(
                                    "defaults." + name.drm() + "." + name.parameter(), rule);
                        }));
        settings()
                .forEach((name, value) -> name.problem(drms, value).ifPresent(rule -> {
                    throw AdministrationException.invalid("settings." + name.drm() + "." + name.setting(), rule);
                }));
        tokens().map(Allowance::balance)
                .filter(balance -> balance.isPresent()
                        && (balance.getAsLong() < 0 || balance.getAsLong() > AccountAdministration.MOST_TOKENS))
                .ifPresent(wrong -> {
                    throw AdministrationException.invalid(
                            "tokens", "must be from 0 to " + AccountAdministration.MOST_TOKENS);
                });
    }

    /** What the operator may not have intended: DRMs without a plug-in, and API keys that cannot be made. */
    public final ImmutableList<String> warnings(DrmCatalogue drms, Account written) {
        Stream<String> unknownDrms = options().keySet().stream()
                .filter(drm -> drms.find(drm).isEmpty())
                .map(drm -> "account " + id() + " has an option for " + drm + ", for which there is no plug-in");
        Stream<String> lostKeys = authenticators().stream()
                .flatMap(ImmutableList::stream)
                .filter(named -> named.find(Optional.of(written)).isEmpty())
                .map(named -> "account " + id() + " does not get the authenticator " + named.label()
                        + ", because neither the file nor the store has its secret; 'symbolon account authenticator"
                        + " add' makes a new one");
        return Stream.concat(unknownDrms, lostKeys).collect(ImmutableList.toImmutableList());
    }

    /** The account after the change. */
    public final Account applyTo(Optional<Account> stored) {
        Account.Builder account = Account.builder();
        stored.ifPresentOrElse(account::from, () -> account.id(id()));
        name().ifPresent(account::name);
        active().ifPresent(account::active);
        tokens().ifPresent(allowance -> account.metered(allowance.balance().isPresent()));
        persistence().ifPresent(account::persistence);
        rate().ifPresent(given -> account.rate(given.own()));
        authenticators()
                .ifPresent(named -> account.authenticators(named.stream()
                        .flatMap(each -> each.find(stored).stream())
                        .toList()));
        allowedNetworks().ifPresent(account::allowedNetworks);
        return account.options(mergedOptions(stored))
                .defaults(mergedDefaults(stored))
                .drmSettings(SettingName.merged(stored.map(Account::drmSettings).orElse(ImmutableMap.of()), settings()))
                .build();
    }

    /** An option that is not stored means absent, so options with this value are not stored. */
    private Map<DrmId, DrmOption> mergedOptions(Optional<Account> stored) {
        Map<DrmId, DrmOption> merged =
                new LinkedHashMap<>(stored.map(Account::options).orElse(ImmutableMap.of()));
        merged.putAll(options());
        merged.values().removeIf(option -> option == DrmOption.ABSENT);
        return merged;
    }

    private Map<DrmId, ImmutableMap<String, String>> mergedDefaults(Optional<Account> stored) {
        Map<DefaultName, String> merged = new LinkedHashMap<>();
        lenientDefaults().forEach((drm, values) -> put(merged, drm, values));
        stored.ifPresent(account -> account.defaults().forEach((drm, values) -> put(merged, drm, values)));
        defaults()
                .forEach((name, value) ->
                        value.ifPresentOrElse(text -> merged.put(name, text), () -> merged.remove(name)));
        Map<DrmId, ImmutableMap.Builder<String, String>> byDrm = new LinkedHashMap<>();
        merged.forEach((name, value) ->
                byDrm.computeIfAbsent(name.drm(), drm -> ImmutableMap.builder()).put(name.parameter(), value));
        return Maps.transformValues(byDrm, ImmutableMap.Builder::buildOrThrow);
    }

    private static void put(Map<DefaultName, String> merged, DrmId drm, Map<String, String> values) {
        values.forEach((name, value) -> merged.put(new DefaultName(drm, name), value));
    }

    public static final class Builder extends ImmutableAccountUpdate.Builder {}
}
