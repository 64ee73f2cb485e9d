package org.symbolon.cli.account;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.core.administration.AccountUpdate;
import org.symbolon.core.administration.DefaultName;
import org.symbolon.core.administration.SettingName;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.store.account.DrmOption;
import org.symbolon.core.store.account.Network;
import org.symbolon.core.store.account.RateLimit;
import org.symbolon.core.value.AccountId;
import org.symbolon.core.value.DrmId;
import picocli.CommandLine.Option;

/** The options of {@code account add} and {@code account set} for the fields of an account. */
final class AccountOptions {
    /** A key that is longer is not repeated in a message, because it may be a secret. */
    private static final int MAX_REPEATED = 31;

    @Option(names = "--name", paramLabel = "N", description = "A name for people.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--tokens", paramLabel = "N", description = "A balance of N tokens (default: no limit).")
    private Optional<Long> tokens = Optional.empty();

    @Option(
            names = "--option",
            paramLabel = "DRM=OPTION",
            description = "Whether the account may use a DRM: enabled, disabled or absent; may be repeated.")
    private Map<DrmId, DrmOption> options = new LinkedHashMap<>();

    @Option(
            names = "--persistence",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether the account may ask for licences that are kept on the device.")
    private Optional<Boolean> persistence = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            description =
                    "A network from which calls are accepted, such as 10.20.0.0/16; may be repeated (default: any).")
    private List<Network> networks = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "How often the account may make requests of each kind, such as '100/s burst 200', or off"
                    + " (default: as the settings http.limit.account.* say).")
    private Optional<RateLimit> rate = Optional.empty();

    @Option(
            names = "--default",
            paramLabel = "DRM.NAME=VALUE",
            description = "The value of a parameter of a DRM for requests that do not have it; may be repeated.")
    private Map<String, String> defaults = new LinkedHashMap<>();

    @Option(
            names = "--setting",
            paramLabel = "DRM.NAME=VALUE",
            description =
                    "The value of an account setting of a DRM, as 'symbolon plugins' lists them; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--lenient",
            description = "Accept requests without the parameters that many clients leave out, which Widevine requires:"
                    + " sets the defaults wv.securityLevel=1 and wv.hdcpOutputControl=0, unless there are others.")
    private boolean lenient;

    Optional<String> name() {
        return name;
    }

    /** The update with these options. Wrong options are refused with all their problems. */
    AccountUpdate.Builder update(AccountId id, DrmCatalogue drms) {
        List<String> problems = new ArrayList<>();
        if (name.filter(text -> AccountFile.name(text).isEmpty()).isPresent()) {
            problems.add("error: --name must have no control characters");
        }
        if (tokens.filter(n -> n < 0 || n > AccountFile.MAX_NUMBER).isPresent()) {
            problems.add("error: --tokens must be a whole number from 0 to " + AccountFile.MAX_NUMBER);
        }
        AccountUpdate.Builder update = new AccountUpdate.Builder()
                .id(id)
                .name(name)
                .tokens(tokens.map(OptionalLong::of).map(AccountUpdate.Allowance::new))
                .options(options)
                .persistence(persistence)
                .rate(rate.map(own -> new AccountUpdate.Rate(Optional.of(own))))
                .allowedNetworks(Optional.of(ImmutableList.copyOf(networks)).filter(given -> !given.isEmpty()));
        defaults.forEach((key, value) -> DefaultName.parse(key)
                .flatMap(parsed -> parsed.problem(drms, value))
                .or(() -> unlessWritten(key))
                .ifPresentOrElse(
                        rule -> problems.add("error: --default " + repeated(key) + ": " + rule),
                        () -> update.putDefaults(DefaultName.parse(key).orElseThrow(), Optional.of(value))));
        settings.forEach((key, value) -> SettingName.parse(key)
                .map(name -> name.problem(drms, Optional.of(value)))
                .orElse(Optional.of("must be written DRM.NAME=VALUE"))
                .ifPresentOrElse(
                        rule -> problems.add("error: --setting " + repeated(key) + ": " + rule),
                        () -> update.putSettings(SettingName.parse(key).orElseThrow(), Optional.of(value))));
        if (lenient) {
            drms.all().forEach(drm -> update.putLenientDefaults(drm.id(), drm.lenientDefaults()));
        }
        if (!problems.isEmpty()) {
            throw CommandFailedException.refused(problems);
        }
        return update;
    }

    private static Optional<String> unlessWritten(String key) {
        return DefaultName.parse(key).isPresent() ? Optional.empty() : Optional.of("must be written DRM.NAME=VALUE");
    }

    static String repeated(String key) {
        return key.length() > MAX_REPEATED ? "(a long name)" : key;
    }
}
