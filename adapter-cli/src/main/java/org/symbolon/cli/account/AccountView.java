package org.symbolon.cli.account;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import java.util.Map;
import java.util.Optional;
import org.symbolon.cli.base.Output;
import org.symbolon.core.Symbolon;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Authenticator;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.DrmId;

/** Makes models of accounts. They hold no secrets; of the secret of an authenticator core itself stores only a hash. */
record AccountView(Symbolon symbolon) {

    /** All fields, with the names of the import file. Of a KEK the model only says whether one is kept. */
    ImmutableMap<String, Object> whole(Account account) {
        return ImmutableMap.<String, Object>builder()
                .put("id", account.id().value())
                .put("name", account.name())
                .put("status", status(account))
                .put("tokens", balance(account))
                .put("options", options(account))
                .put("authenticators", Lists.transform(account.authenticators(), AccountView::authenticator))
                .put("allowedNetworks", Lists.transform(account.allowedNetworks(), Network::toString))
                .put("defaults", byDrm(account.defaults()))
                .put("settings", byDrm(account.drmSettings()))
                .put("rate", rate(account))
                .put("managedKek", account.sealedKek().isPresent())
                .build();
    }

    /** The fields that fit into a line. */
    ImmutableMap<String, Object> line(Account account) {
        return ImmutableMap.of(
                "id", account.id().value(),
                "name", account.name(),
                "status", status(account),
                "tokens", balance(account),
                "options", options(account));
    }

    static ImmutableMap<String, Object> authenticator(Authenticator authenticator) {
        return ImmutableMap.of(
                "label", authenticator.label(),
                "environment", authenticator.environment().id());
    }

    static String status(Account account) {
        return account.active() ? "active" : "disabled";
    }

    private Output.Shown balance(Account account) {
        return Output.Shown.balance(symbolon.balance().remaining(account.id()));
    }

    private static Output.Shown rate(Account account) {
        Optional<String> own = account.rate().map(RateLimit::toString);
        return new Output.Shown(own, own.orElse("usual"));
    }

    private static ImmutableMap<String, String> options(Account account) {
        ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
        account.options().forEach((drm, option) -> options.put(drm.value(), option.id()));
        if (account.persistence()) {
            options.put(AccountUpdate.PERSISTENCE, DrmOption.ENABLED.id());
        }
        return options.build();
    }

    private static ImmutableMap<String, Object> byDrm(Map<DrmId, ImmutableMap<String, String>> values) {
        return values.entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(drm -> drm.getKey().value(), Map.Entry::getValue));
    }
}
