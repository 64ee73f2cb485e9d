package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import picocli.CommandLine.Option;

/** The options of {@code account add} other than the name. */
final class NewAccount {
    /** A key that is longer is not repeated in a message, because it may be a secret. */
    private static final int MAX_REPEATED = 31;

    @Option(names = "--tokens", paramLabel = "N", description = "A balance of N tokens (default: no limit).")
    private Optional<Long> tokens = Optional.empty();

    @Option(
            names = "--option",
            paramLabel = "DRM=OPTION",
            description = "Whether the account may use a DRM: enabled or disabled; may be repeated.")
    private Map<DrmId, DrmOption> options = new LinkedHashMap<>();

    @Option(names = "--persistence", description = "Let the account ask for licences that are kept on the device.")
    private boolean persistence;

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            description =
                    "A network from which calls are accepted, such as 10.20.0.0/16; may be repeated (default: any).")
    private List<Network> networks = new ArrayList<>();

    @Option(
            names = "--default",
            paramLabel = "DRM.NAME=VALUE",
            description = "The value of a parameter of a DRM for requests that do not have it; may be repeated.")
    private Map<String, String> defaults = new LinkedHashMap<>();

    @Option(names = "--no-authenticator", description = "Create no authenticator (default: one for production).")
    private boolean noAuthenticator;

    private final List<String> problems = new ArrayList<>();

    boolean needsAuthenticator() {
        return !noAuthenticator;
    }

    /** The update, without authenticators. Wrong options are refused with all their problems. */
    AccountUpdate.Builder update(AccountId id, String name, DrmCatalogue drms) {
        if (AccountFile.name(name).isEmpty()) {
            problems.add("error: --name must have no control characters");
        }
        if (tokens.filter(n -> n < 0 || n > AccountFile.MAX_NUMBER).isPresent()) {
            problems.add("error: --tokens must be a whole number from 0 to " + AccountFile.MAX_NUMBER);
        }
        AccountUpdate.Builder update = new AccountUpdate.Builder()
                .id(id)
                .name(name)
                .tokens(tokens.map(OptionalLong::of).map(AccountUpdate.Allowance::new))
                .options(ImmutableMap.copyOf(options))
                .persistence(persistence)
                .allowedNetworks(ImmutableList.copyOf(networks))
                .defaults(defaults(drms));
        if (!problems.isEmpty()) {
            throw CommandFailedException.refused(problems);
        }
        return update;
    }

    private ImmutableMap<DrmId, ImmutableMap<String, String>> defaults(DrmCatalogue drms) {
        Map<DrmId, ImmutableMap.Builder<String, String>> byDrm = new LinkedHashMap<>();
        defaults.forEach((key, value) -> {
            int dot = key.indexOf('.');
            String id = key.substring(0, Math.max(0, dot));
            String name = key.substring(dot + 1);
            Optional<String> problem = DrmId.isValid(id)
                    ? problem(drms, new DrmId(id), name, value)
                    : Optional.of("must be written DRM.NAME=VALUE");
            problem.ifPresentOrElse(
                    rule -> problems.add(
                            "error: --default " + (key.length() > MAX_REPEATED ? "(a long name)" : key) + ": " + rule),
                    () -> byDrm.computeIfAbsent(new DrmId(id), drm -> ImmutableMap.builder())
                            .put(name, value));
        });
        return ImmutableMap.copyOf(Maps.transformValues(byDrm, ImmutableMap.Builder::build));
    }

    private static Optional<String> problem(DrmCatalogue drms, DrmId drm, String name, String value) {
        return drms.find(drm)
                .map(known -> AccountUpdate.problemOfDefault(known, name, value))
                .orElseGet(() -> Optional.of(AccountUpdate.NO_PLUGIN));
    }
}
