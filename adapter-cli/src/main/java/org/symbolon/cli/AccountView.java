package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.symbolon.core.Symbolon;
import org.symbolon.core.account.Account;
import org.symbolon.core.account.Authenticator;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.Network;

/** Accounts as models: everything but the secrets, of which not even core has more than a hash. */
record AccountView(Symbolon symbolon) {

    /** All there is to say, in the fields of the import's format; of a KEK only whether one is kept. */
    ImmutableMap<String, Object> whole(Account account) {
        return ImmutableMap.<String, Object>builder()
                .put("id", account.id().value())
                .put("name", account.name())
                .put("status", status(account))
                .put("tokens", balance(account))
                .put("options", options(account))
                .put(
                        "authenticators",
                        account.authenticators().stream()
                                .map(AccountView::authenticator)
                                .collect(ImmutableList.toImmutableList()))
                .put(
                        "allowedNetworks",
                        account.allowedNetworks().stream()
                                .map(Network::toString)
                                .collect(ImmutableList.toImmutableList()))
                .put("defaults", byDrm(account.defaults()))
                .put("managedKek", account.sealedKek().isPresent())
                .build();
    }

    /** What fits into a line. */
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

    private Shown balance(Account account) {
        return Shown.balance(symbolon.balance().remaining(account.id()));
    }

    private static ImmutableMap<String, String> options(Account account) {
        return account.options().entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        option -> option.getKey().value(),
                        option -> option.getValue().id()));
    }

    private static ImmutableMap<String, Object> byDrm(Map<DrmId, ImmutableMap<String, String>> defaults) {
        return defaults.entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(drm -> drm.getKey().value(), Map.Entry::getValue));
    }
}
