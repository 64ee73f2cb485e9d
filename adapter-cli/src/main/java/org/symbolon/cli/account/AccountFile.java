package org.symbolon.cli.account;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.AccountUpdate.NamedAuthenticator;
import org.symbolon.core.administration.DefaultName;
import org.symbolon.core.administration.SettingName;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.AuthenticatorSecret;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;

/**
 * Reads the file of {@code account import}, which may also be what {@code account list --output json} writes. A file
 * with problems is refused with all of them.
 */
final class AccountFile {
    /** The largest number with 18 digits, as an account id has. A balance then leaves room for credits. */
    static final long MAX_NUMBER = 999_999_999_999_999_999L;

    private static final String ACCOUNTS = "accounts";
    private static final String ID = "id";

    /** Whether a KEK is kept. Lists say so; an import cannot change it, because the KEK is not in the file. */
    private static final String KEK = "managedKek";

    private static final ImmutableSet<String> FIELDS = ImmutableSet.of(
            ID,
            "name",
            "status",
            "tokens",
            "options",
            "authenticators",
            "allowedNetworks",
            "defaults",
            "settings",
            "rate",
            KEK);
    private static final ImmutableMap<String, Boolean> STATUS = ImmutableMap.of("active", true, "disabled", false);
    private static final String ENVIRONMENT = "environment";
    private static final String SECRET = "secret";
    private static final String LABEL = "label";

    /** Replaces an invalid id, so that the other fields of the account are read too. The result is not used. */
    private static final AccountId UNKNOWN = new AccountId(1);

    private final DrmCatalogue drms;
    private final Set<AccountId> ids = new HashSet<>();

    private AccountFile(DrmCatalogue drms) {
        this.drms = drms;
    }

    /** Reads the accounts of a file. */
    static ImmutableList<AccountUpdate> read(String json, DrmCatalogue drms) {
        JsonCursor document = JsonCursor.parse(json);
        ImmutableList<AccountUpdate> updates = new AccountFile(drms).read(document);
        document.throwIfRefused();
        return updates;
    }

    private ImmutableList<AccountUpdate> read(JsonCursor document) {
        if (document.node().isArray()) {
            return accounts(document);
        }
        ImmutableMap<String, JsonCursor> fields = document.fields(ImmutableSet.of(ACCOUNTS));
        if (!fields.containsKey(ACCOUNTS)) {
            document.refuse("has no list " + ACCOUNTS);
        }
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equals(ACCOUNTS))
                .flatMap(field -> accounts(field.getValue()).stream())
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<AccountUpdate> accounts(JsonCursor list) {
        return list.elements().stream().map(this::account).collect(ImmutableList.toImmutableList());
    }

    private AccountUpdate account(JsonCursor place) {
        Optional<AccountId> id = id(place);
        JsonCursor account = place.ownedBy(
                id.map(known -> "account " + known + " (" + place.path() + ")").orElse(place.path()));
        AccountId owner = id.orElse(UNKNOWN);
        AccountUpdate.Builder update = new AccountUpdate.Builder().id(owner);
        account.fields(FIELDS).forEach((name, value) -> read(owner, update, name, value));
        return update.build();
    }

    private Optional<AccountId> id(JsonCursor place) {
        Optional<JsonCursor> field = Optional.ofNullable(place.node().get(ID))
                .map(node -> new JsonCursor(node, "", place.path() + "." + ID, place.problems()));
        if (field.isEmpty()) {
            place.refuse("has no " + ID);
            return Optional.empty();
        }
        Optional<AccountId> id = field.get().number(1, MAX_NUMBER).map(AccountId::new);
        if (id.isPresent() && !ids.add(id.get())) {
            field.get().refuse("is the id of an earlier account too");
        }
        return id;
    }

    private void read(AccountId owner, AccountUpdate.Builder update, String name, JsonCursor value) {
        switch (name) {
            case "name" -> update.name(value.text(AccountFile::name, "must be text without control characters"));
            case "status" ->
                update.active(value.text(text -> Optional.ofNullable(STATUS.get(text)), "must be active or disabled"));
            case "tokens" -> update.tokens(value.numberOrNull(0, MAX_NUMBER).map(AccountUpdate.Allowance::new));
            case "options" -> options(update, value);
            case "authenticators" -> update.authenticators(authenticators(owner, value));
            case "allowedNetworks" -> update.allowedNetworks(networks(value));
            case "defaults" -> update.defaults(defaults(value));
            case "settings" -> settings(update, value);
            case "rate" ->
                update.rate(new AccountUpdate.Rate(
                        value.node().isNull()
                                ? Optional.empty()
                                : value.text(RateLimit::parse, RateLimit.RULE + ", or null")));
            default -> {
                // The id has been read already, managedKek means nothing here, an unknown field has been refused.
            }
        }
    }

    /** A name that can be printed to a terminal and a log. */
    static Optional<String> name(String text) {
        return CharMatcher.javaIsoControl().matchesNoneOf(text) ? Optional.of(text) : Optional.empty();
    }

    private static void options(AccountUpdate.Builder update, JsonCursor value) {
        ImmutableMap.Builder<DrmId, DrmOption> options = ImmutableMap.builder();
        value.fields().forEach((name, field) -> {
            Optional<DrmOption> option = field.text(DrmOption::parse, "must be enabled, disabled or absent");
            if (name.equals(AccountUpdate.PERSISTENCE)) {
                update.persistence(option.map(known -> known == DrmOption.ENABLED));
            } else {
                drm(name, field).ifPresent(drm -> option.ifPresent(known -> options.put(drm, known)));
            }
        });
        update.options(options.build());
    }

    private static Optional<DrmId> drm(String name, JsonCursor field) {
        if (DrmId.isValid(name)) {
            return Optional.of(new DrmId(name));
        }
        field.refuse("is no id of a DRM, which has 2 to 8 lower-case letters and digits");
        return Optional.empty();
    }

    private static ImmutableList<NamedAuthenticator> authenticators(AccountId owner, JsonCursor value) {
        ImmutableList.Builder<NamedAuthenticator> authenticators = ImmutableList.builder();
        Set<NamedAuthenticator> earlier = new HashSet<>();
        value.elements()
                .forEach(element -> authenticator(owner, element).ifPresent(authenticator -> {
                    if (!earlier.add(authenticator)) {
                        element.refuse("is the same as an earlier one");
                    }
                    authenticators.add(authenticator);
                }));
        return authenticators.build();
    }

    private static Optional<NamedAuthenticator> authenticator(AccountId owner, JsonCursor element) {
        ImmutableMap<String, JsonCursor> fields = element.fields(ImmutableSet.of(ENVIRONMENT, SECRET, LABEL));
        Optional<Environment> environment = required(element, fields, ENVIRONMENT)
                .flatMap(field -> field.text(Environment::parse, "must be production or test"));
        if (fields.containsKey(LABEL) && !fields.containsKey(SECRET)) {
            Optional<String> label = fields.get(LABEL).text();
            return environment.flatMap(
                    known -> label.map(text -> new NamedAuthenticator(known, text, Optional.empty())));
        }
        Optional<AuthenticatorSecret> secret = required(element, fields, SECRET)
                .flatMap(field -> field.text(AuthenticatorSecret::parse, "must be 32 hexadecimal digits"));
        return environment.flatMap(
                known -> secret.map(given -> NamedAuthenticator.of(Authenticator.of(owner, known, given))));
    }

    private static Optional<JsonCursor> required(
            JsonCursor element, ImmutableMap<String, JsonCursor> fields, String name) {
        Optional<JsonCursor> field = Optional.ofNullable(fields.get(name));
        if (field.isEmpty() && element.node().isObject()) {
            element.refuse("has no " + name);
        }
        return field;
    }

    private static ImmutableList<Network> networks(JsonCursor value) {
        return value.elements().stream()
                .map(element -> element.text(Network::parse, "must be a network such as 10.20.0.0/16 or 2001:db8::/32"))
                .flatMap(Optional::stream)
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableMap<DefaultName, Optional<String>> defaults(JsonCursor value) {
        ImmutableMap.Builder<DefaultName, Optional<String>> all = ImmutableMap.builder();
        value.fields().forEach((name, field) -> drm(name, field).ifPresent(drm -> all.putAll(defaults(drm, field))));
        return all.buildOrThrow();
    }

    private ImmutableMap<DefaultName, Optional<String>> defaults(DrmId drm, JsonCursor value) {
        if (drms.find(drm).isEmpty()) {
            value.refuse(DefaultName.NO_PLUGIN);
            return ImmutableMap.of();
        }
        ImmutableMap.Builder<DefaultName, Optional<String>> known = ImmutableMap.builder();
        value.fields().forEach((name, field) -> {
            DefaultName parameter = new DefaultName(drm, name);
            if (field.node().isNull()) {
                known.put(parameter, Optional.empty());
            } else {
                field.text().ifPresent(text -> {
                    parameter.problem(drms, text).ifPresent(field::refuse);
                    known.put(parameter, Optional.of(text));
                });
            }
        });
        return known.buildOrThrow();
    }

    private void settings(AccountUpdate.Builder update, JsonCursor value) {
        value.fields()
                .forEach((id, ofDrm) -> drm(id, ofDrm)
                        .ifPresent(drm -> ofDrm.fields().forEach((name, field) -> {
                            SettingName setting = new SettingName(drm, name);
                            Optional<String> chosen = field.node().isNull() ? Optional.empty() : field.text();
                            setting.problem(drms, chosen)
                                    .ifPresentOrElse(field::refuse, () -> update.putSettings(setting, chosen));
                        })));
    }
}
