package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.core.account.AccountId;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.DrmRegistry;

/** Turns the options of {@code account add} into an update, or refuses them with every problem. */
final class NewAccount {
    private final NewAccountOptions options;
    private final Defaults rules;
    private final List<String> problems = new ArrayList<>();

    NewAccount(NewAccountOptions options, DrmRegistry drms) {
        this.options = options;
        this.rules = new Defaults(drms);
    }

    /** The update, still without authenticators. */
    AccountUpdate.Builder update(AccountId id, String name) {
        if (AccountFields.name(name).isEmpty()) {
            problems.add("error: --name must have no control characters");
        }
        if (options.tokens.filter(n -> n < 0 || n > AccountFields.MOST).isPresent()) {
            problems.add("error: --tokens must be a whole number from 0 to " + AccountFields.MOST);
        }
        AccountUpdate.Builder update = new AccountUpdate.Builder()
                .id(id)
                .name(name)
                .tokens(options.tokens.map(OptionalLong::of).map(AccountUpdate.Allowance::new))
                .options(ImmutableMap.copyOf(options.options))
                .allowedNetworks(ImmutableList.copyOf(options.networks))
                .defaults(defaults());
        if (!problems.isEmpty()) {
            throw CommandFailedException.refused(problems);
        }
        return update;
    }

    private ImmutableMap<DrmId, ImmutableMap<String, String>> defaults() {
        Map<DrmId, ImmutableMap.Builder<String, String>> byDrm = new LinkedHashMap<>();
        options.defaults.forEach((key, value) -> {
            Optional<DrmId> drm = drm(key);
            String name = key.substring(key.indexOf('.') + 1);
            Optional<String> problem = drm.isEmpty()
                    ? Optional.of("must be written DRM.NAME=VALUE, such as wv.securityLevel=1")
                    : drm.flatMap(id -> rules.problem(id).or(() -> rules.problem(id, name, value)));
            problem.ifPresentOrElse(
                    rule -> problems.add("error: --default " + said(key) + ": " + rule),
                    () -> byDrm.computeIfAbsent(drm.orElseThrow(), id -> ImmutableMap.builder())
                            .put(name, value));
        });
        return ImmutableMap.copyOf(Maps.transformValues(byDrm, ImmutableMap.Builder::build));
    }

    private static Optional<DrmId> drm(String key) {
        String id = key.substring(0, Math.max(0, key.indexOf('.')));
        return DrmId.isValid(id) ? Optional.of(new DrmId(id)) : Optional.empty();
    }

    /** A long key is not repeated: it may be a secret in the wrong place. */
    private static String said(String key) {
        return key.length() < 32 ? key : "(a long name)";
    }
}
