package org.symbolon.http.admin;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.AccountUpdate.Allowance;
import org.symbolon.core.administration.AccountUpdate.Rate;
import org.symbolon.core.administration.DefaultName;
import org.symbolon.core.administration.SettingName;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;

/** Accounts as JSON, with the names of the file of {@code account import}. */
final class AccountJson {
    private static final ImmutableMap<String, Boolean> STATUS = ImmutableMap.of("active", true, "disabled", false);

    /** What an account can be changed to. */
    static final ImmutableList<Field> CHANGEABLE = ImmutableList.of(
            Field.optional("name", "text", "A name for people"),
            Field.optional("status", "text", "active or disabled"),
            Field.optional("tokens", "number", "The new balance; null for an account without a limit"),
            Field.optional(
                    "options",
                    "object",
                    "By DRM: enabled, disabled or absent; and persistence, which is enabled or disabled."
                            + " What is left out stays as it is"),
            Field.optional("allowedNetworks", "list", "The networks from which it may call; an empty list for any"),
            Field.optional("defaults", "object", "By DRM and parameter: a text, or null to remove the default"),
            Field.optional("settings", "object", "By DRM and setting: a text, or null for the usual value"),
            Field.optional("rate", "text", "Its own rate limit, such as 100/s burst 200; null for the usual one"));

    private AccountJson() {}

    /** What an answer says of an account, apart from its balance. */
    static ImmutableMap<String, Object> of(Account account) {
        ImmutableMap.Builder<String, Object> model = ImmutableMap.<String, Object>builder()
                .put("id", account.id().value())
                .put("name", account.name())
                .put("status", account.active() ? "active" : "disabled")
                .put("metered", account.metered())
                .put("options", options(account))
                .put(
                        "authenticators",
                        account.authenticators().stream()
                                .map(AccountJson::authenticator)
                                .collect(ImmutableList.toImmutableList()))
                .put(
                        "allowedNetworks",
                        account.allowedNetworks().stream()
                                .map(Network::toString)
                                .collect(ImmutableList.toImmutableList()))
                .put("defaults", byDrm(account.defaults()))
                .put("settings", byDrm(account.drmSettings()))
                .put("managedKek", account.sealedKek().isPresent());
        account.rate().ifPresent(rate -> model.put("rate", rate.toString()));
        return model.buildOrThrow();
    }

    static ImmutableMap<String, Object> authenticator(Authenticator authenticator) {
        return ImmutableMap.of(
                "label", authenticator.label(),
                "environment", authenticator.environment().id());
    }

    private static ImmutableMap<String, String> options(Account account) {
        ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
        account.options().forEach((drm, option) -> options.put(drm.value(), option.id()));
        if (account.persistence()) {
            options.put(AccountUpdate.PERSISTENCE, DrmOption.ENABLED.id());
        }
        return options.buildOrThrow();
    }

    private static ImmutableMap<String, Object> byDrm(Map<DrmId, ImmutableMap<String, String>> values) {
        return values.entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(drm -> drm.getKey().value(), Map.Entry::getValue));
    }

    /** A change of an account, as a body tells it. */
    static AccountUpdate.Builder update(AccountId id, JsonBody body) {
        AccountUpdate.Builder update = new AccountUpdate.Builder();
        update.id(id);
        body.text("name").ifPresent(update::name);
        body.text("status", text -> Optional.ofNullable(STATUS.get(text)), "must be active or disabled")
                .ifPresent(update::active);
        if (body.isNull("tokens")) {
            update.tokens(new Allowance(OptionalLong.empty()));
        } else {
            body.number("tokens").ifPresent(tokens -> update.tokens(new Allowance(OptionalLong.of(tokens))));
        }
        body.object("options").ifPresent(options -> options(update, options));
        body.texts("allowedNetworks", Network::parse, "must be addresses or networks such as 10.20.0.0/16")
                .ifPresent(update::allowedNetworks);
        body.objects("defaults")
                .forEach(drm -> drm.getValue()
                        .names()
                        .forEach(name -> update.putDefaults(
                                new DefaultName(drm(drm.getKey()), name),
                                drm.getValue().textOrNull(name).orElseThrow())));
        body.objects("settings")
                .forEach(drm -> drm.getValue()
                        .names()
                        .forEach(name -> update.putSettings(
                                new SettingName(drm(drm.getKey()), name),
                                drm.getValue().textOrNull(name).orElseThrow())));
        body.textOrNull("rate")
                .ifPresent(rate -> update.rate(new Rate(rate.map(text ->
                        RateLimit.parse(text).orElseThrow(() -> AdminRefusal.invalid("rate", RateLimit.RULE))))));
        return update;
    }

    private static void options(AccountUpdate.Builder update, JsonBody options) {
        options.names().forEach(name -> {
            DrmOption option = options.text(name, DrmOption::parse, "must be enabled, disabled or absent")
                    .orElseThrow();
            if (name.equals(AccountUpdate.PERSISTENCE)) {
                update.persistence(option == DrmOption.ENABLED);
            } else {
                update.putOptions(drm(name), option);
            }
        });
    }

    private static DrmId drm(String text) {
        return AdminCall.drm(text)
                .orElseThrow(() -> AdminRefusal.invalid("body", "has the name of a DRM that is none"));
    }
}
