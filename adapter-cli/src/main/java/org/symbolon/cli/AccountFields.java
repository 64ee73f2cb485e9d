package org.symbolon.cli;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.AuthenticatorSecret;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Environment;
import org.symbolon.core.account.Network;

/** Reads the fields of one account in {@link AccountFile}'s format. */
final class AccountFields {
    static final ImmutableSet<String> NAMES = ImmutableSet.of(
            "id", "name", "status", "tokens", "options", "authenticators", "allowedNetworks", "defaults");

    /** What 18 digits hold, as account ids have at most; of balances, it leaves room for credits. */
    static final long MOST = 999_999_999_999_999_999L;

    private static final ImmutableMap<String, Boolean> STATUS = ImmutableMap.of("active", true, "disabled", false);
    private static final String ENVIRONMENT = "environment";
    private static final String SECRET = "secret";

    private final AccountId id;
    private final Defaults defaults;
    private final AccountUpdate.Builder update;

    AccountFields(AccountId id, Defaults defaults) {
        this.id = id;
        this.defaults = defaults;
        this.update = new AccountUpdate.Builder().id(id);
    }

    AccountUpdate update() {
        return update.build();
    }

    /** Reads one field; {@code id} and unknown ones are somebody else's. */
    void read(String name, JsonCursor value) {
        switch (name) {
            case "name" -> update.name(value.text(AccountFields::name, "must be text without control characters"));
            case "status" ->
                update.active(value.text(text -> Optional.ofNullable(STATUS.get(text)), "must be active or disabled"));
            case "tokens" -> update.tokens(value.numberOrNull(0, MOST).map(AccountUpdate.Allowance::new));
            case "options" -> update.options(options(value));
            case "authenticators" -> update.authenticators(authenticators(value));
            case "allowedNetworks" -> update.allowedNetworks(networks(value));
            case "defaults" -> update.defaults(defaults(value));
            default -> {}
        }
    }

    /** A name for people, as it may stand in a terminal and in a log. */
    static Optional<String> name(String text) {
        return CharMatcher.javaIsoControl().matchesNoneOf(text) ? Optional.of(text) : Optional.empty();
    }

    private static ImmutableMap<DrmId, DrmOption> options(JsonCursor value) {
        ImmutableMap.Builder<DrmId, DrmOption> options = ImmutableMap.builder();
        value.fields().forEach((name, field) -> {
            Optional<DrmOption> option = field.text(DrmOption::parse, "must be enabled, disabled or absent");
            drm(name, field).ifPresent(drm -> option.ifPresent(known -> options.put(drm, known)));
        });
        return options.build();
    }

    private static Optional<DrmId> drm(String name, JsonCursor field) {
        if (DrmId.isValid(name)) {
            return Optional.of(new DrmId(name));
        }
        field.refuse("is no id of a DRM, which has 2 to 8 lower-case letters and digits");
        return Optional.empty();
    }

    private ImmutableList<Authenticator> authenticators(JsonCursor value) {
        ImmutableList.Builder<Authenticator> authenticators = ImmutableList.builder();
        Set<Authenticator> earlier = new HashSet<>();
        value.elements()
                .forEach(element -> authenticator(element).ifPresent(authenticator -> {
                    if (!earlier.add(authenticator)) {
                        element.refuse("is the same as an earlier one");
                    }
                    authenticators.add(authenticator);
                }));
        return authenticators.build();
    }

    private Optional<Authenticator> authenticator(JsonCursor element) {
        ImmutableMap<String, JsonCursor> fields = element.fields(ImmutableSet.of(ENVIRONMENT, SECRET));
        Optional<Environment> environment = required(element, fields, ENVIRONMENT)
                .flatMap(field -> field.text(Environment::parse, "must be production or test"));
        Optional<AuthenticatorSecret> secret = required(element, fields, SECRET)
                .flatMap(field -> field.text(AuthenticatorSecret::parse, "must be 32 hexadecimal digits"));
        return environment.flatMap(known -> secret.map(given -> Authenticator.of(id, known, given)));
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

    private ImmutableMap<DrmId, ImmutableMap<String, String>> defaults(JsonCursor value) {
        ImmutableMap.Builder<DrmId, ImmutableMap<String, String>> all = ImmutableMap.builder();
        value.fields().forEach((name, field) -> drm(name, field).ifPresent(drm -> all.put(drm, defaults(drm, field))));
        return all.build();
    }

    private ImmutableMap<String, String> defaults(DrmId drm, JsonCursor value) {
        Optional<String> problem = defaults.problem(drm);
        problem.ifPresent(value::refuse);
        ImmutableMap.Builder<String, String> known = ImmutableMap.builder();
        if (problem.isEmpty()) {
            value.fields()
                    .forEach((name, field) -> field.text().ifPresent(text -> {
                        defaults.problem(drm, name, text).ifPresent(field::refuse);
                        known.put(name, text);
                    }));
        }
        return known.build();
    }
}
