package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.symbolon.core.store.account.Account;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.value.DrmId;

/**
 * The fields of accounts as texts, and how two accounts differ in them.
 *
 * @param secret whether a default parameter of a DRM is a secret, which is masked
 */
record AccountFields(BiPredicate<DrmId, String> secret) {
    private static final String MASK = "***";

    /** What differs; what differs in a secret only is shown as masked twice. */
    ImmutableList<AuditChange> difference(Optional<Account> before, Optional<Account> after) {
        Map<String, String> old = before.map(this::fields).orElse(ImmutableMap.of());
        Map<String, String> now = after.map(this::fields).orElse(ImmutableMap.of());
        ImmutableList.Builder<AuditChange> changes = ImmutableList.builder();
        for (String name : Sets.newTreeSet(Sets.union(old.keySet(), now.keySet()))) {
            Optional<String> was = Optional.ofNullable(old.get(name));
            Optional<String> is = Optional.ofNullable(now.get(name));
            if (!was.equals(is)) {
                changes.add(new AuditChange(name, was, is));
            }
        }
        boolean kekReplaced = before.isPresent()
                && after.isPresent()
                && before.get().sealedKek().isPresent()
                && after.get().sealedKek().isPresent()
                && !before.get().sealedKek().equals(after.get().sealedKek());
        if (kekReplaced) {
            changes.add(new AuditChange("kek", Optional.of(MASK), Optional.of(MASK)));
        }
        return changes.build();
    }

    private Map<String, String> fields(Account account) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("name", account.name());
        fields.put("status", account.active() ? "active" : "disabled");
        fields.put("metered", Boolean.toString(account.metered()));
        fields.put("persistence", Boolean.toString(account.persistence()));
        account.options().forEach((drm, option) -> fields.put("options." + drm, option.id()));
        account.authenticators()
                .forEach(each -> fields.put(
                        "authenticators." + each.label(), each.environment().id()));
        if (!account.allowedNetworks().isEmpty()) {
            fields.put(
                    "allowedNetworks",
                    account.allowedNetworks().stream().map(Network::toString).collect(Collectors.joining(", ")));
        }
        account.defaults()
                .forEach((drm, values) -> values.forEach((name, value) ->
                        fields.put("defaults." + drm + "." + name, secret.test(drm, name) ? MASK : value)));
        account.drmSettings()
                .forEach((drm, values) ->
                        values.forEach((name, value) -> fields.put("settings." + drm + "." + name, value)));
        account.rate().map(RateLimit::toString).ifPresent(rate -> fields.put("rate", rate));
        account.sealedKek().ifPresent(kek -> fields.put("kek", MASK));
        return fields;
    }
}
